import { type Diagnostic, toLine, Unusable } from '../kernel/index.ts'
import { flagshipDocument, inferModel } from '../mock.ts'
import { check as checkDocument, load } from '../openapi/index.ts'
import type { DocumentFlags } from './document.ts'
import { exitCode } from './exit.ts'

/** `standin check`: prints every finding; the check fails when one is an error. */
export async function check(
  document: string | undefined,
  { json, allowRemote }: DocumentFlags & { readonly json?: boolean },
): Promise<void> {
  const file = document ?? flagshipDocument
  const findings = [...(await checkDocument(file, { allowRemote })), ...(await checkModel(file, allowRemote))]
  const errors = findings.filter(({ severity }) => severity === 'error').length
  if (json === true) console.log(JSON.stringify(findings, null, 2))
  else for (const finding of findings) console.log(toLine(finding))
  if (json !== true) console.log(`${file}: ${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}`)
  const isMissing = findings.some(({ code }) => code === 'document.file.missing' || code === 'document.remote')
  if (errors > 0) process.exitCode = isMissing ? exitCode.badUsage : exitCode.checkFailed
}

/** What a document says of its collections and does not fit it; of one that can't be read, the check has told already. */
async function checkModel(file: string, allowRemote: boolean | undefined): Promise<readonly Diagnostic[]> {
  const api = await load(file, { allowRemote }).catch(() => undefined)
  try {
    if (api !== undefined && (api.settings.backend ?? 'crud') === 'crud') inferModel(api)
    return []
  } catch (thrown) {
    if (!(thrown instanceof Unusable)) throw thrown
    return thrown.diagnostics
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
