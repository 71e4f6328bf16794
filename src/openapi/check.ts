import { type Diagnostic, toPointer, Unusable } from '../kernel/index.ts'
import type { Api } from './api.ts'
import { checkExamples } from './check-examples.ts'
import type { CompiledApi } from './create-api.ts'
import { namedSchemas } from './document.ts'
import { byPlace, type Finding, toDiagnostics } from './finding.ts'
import { isInside, type LoadOptions, loadDocument, readText } from './load.ts'
import { findDuplicateKeys } from './positions.ts'
import { isAddress } from './remote.ts'

/** What is to be said of a document. */
export interface Checked {
  /** Undefined for a document that can't be used at all. */
  readonly api: Api | undefined
  /** Everything that is wrong with it, or that can't be enforced though it is written, in the order of its lines. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Compiles and lints a document whole. */
export async function check(file: string, options: LoadOptions = {}): Promise<Checked> {
  let compiled: CompiledApi
  try {
    compiled = await loadDocument(file, options)
  } catch (error) {
    if (error instanceof Unusable) return { api: undefined, diagnostics: error.diagnostics }
    throw error
  }
  const { api, operations, schemas } = compiled
  const { root } = api
  const diagnostics = [...api.diagnostics, ...api.compileAll()]
  const findings: Finding[] = checkExamples({ root, schemas }, operations)
  // components nobody refers to have been seen by no operation
  for (const [name, schema] of Object.entries(namedSchemas(root)))
    schemas.convert(schema, `/components/schemas${toPointer([name])}`, 'value')
  diagnostics.push(...toDiagnostics([...findings, ...schemas.findings], api.locate))
  if (/\.json$/i.test(file) && !isAddress(file)) diagnostics.push(...(await checkKeys(file)))
  const { lint, unlinted } = await import('./lint.ts')
  // the linter stumbles over these, and not always where it can be caught
  const circle = diagnostics.find(({ code }) => code === 'document.reference.loop')
  diagnostics.push(...(circle === undefined ? await lint(file, options.allowRemote === true, isInside) : [unlinted(file, circle.message)]))
  return { api, diagnostics: unique(diagnostics).sort(byPlace) }
}

/** YAML refuses these when it is read. */
async function checkKeys(file: string): Promise<Diagnostic[]> {
  const message = 'This key stands here for the second time, and only the last one counts.'
  return findDuplicateKeys(await readText(file)).map((position) => ({
    code: 'document.syntax',
    severity: 'error',
    message,
    where: { file, ...position },
  }))
}

function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [
    ...new Map(
      diagnostics.map((one) => [`${one.code} ${one.where.file} ${one.where.line} ${one.where.column} ${one.message}`, one]),
    ).values(),
  ]
}
