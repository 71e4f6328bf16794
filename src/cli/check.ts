import { type Case, type Report, renderReport } from '../contracts/index.ts'
import { type Diagnostic, Unusable } from '../kernel/index.ts'
import { findUnmade, flagshipDocument, inferModel } from '../mock.ts'
import { type Api, byPlace, check as checkDocument, type Operation } from '../openapi/index.ts'
import { shown } from './banner.ts'
import type { DocumentFlags } from './document.ts'
import { exitCode } from './exit.ts'
import { type ReportOptions, writeReports } from './reports.ts'

/** `standin check`: reports every finding; the check fails when one is an error. */
export async function check(document: string | undefined, flags: DocumentFlags & ReportOptions): Promise<void> {
  const file = document ?? flagshipDocument
  const { api, diagnostics } = await checkDocument(file, { allowRemote: flags.allowRemote })
  const unmade = api === undefined || !isPlayedFromDocument(api) ? [] : await findUnmade(api)
  const found = [...diagnostics, ...(api === undefined ? [] : checkModel(api))]
  const findings = [...found, ...unmade.map(({ finding }) => finding)].sort(byPlace)
  const cases = api === undefined ? [] : casesOf(api, new Set(unmade.map(({ operation }) => operation)))
  const count = (group: string) => cases.filter((one) => one.group === group).length
  const figures = {
    operations: count('operations'),
    callbacks: count('callbacks'),
    webhooks: count('webhooks'),
    'answers that can not be made': unmade.length,
  }
  const title = api === undefined ? shown(file) : `${shown(file)}: ${api.title} ${api.version}`
  const report: Report = { command: 'check', title, cases, findings, figures: api === undefined ? {} : figures, notes: [] }
  // a line for each of a thousand operations would hide what is wrong with one
  writeReports(report, flags, (all) => (flags.json === true ? renderReport(all, 'json') : renderReport({ ...all, cases: [] }, 'table')))
  const isMissing = findings.some(({ code }) => code === 'document.file.missing' || code === 'document.remote')
  if (isMissing && process.exitCode === exitCode.checkFailed) process.exitCode = exitCode.badUsage
}

/** Whether answers come from what the document describes, and not from rules of an API's own. */
function isPlayedFromDocument({ settings: { backend = 'crud' } }: Api): boolean {
  return backend === 'crud' || backend === 'examples'
}

/** What a document says of its collections and does not fit it. */
function checkModel(api: Api): readonly Diagnostic[] {
  try {
    if ((api.settings.backend ?? 'crud') === 'crud') inferModel(api)
    return []
  } catch (thrown) {
    if (!(thrown instanceof Unusable)) throw thrown
    return thrown.diagnostics
  }
}

/** What is played and sent; an operation that can't be answered is told as a finding, and skipped here. */
function casesOf({ operations, callbacks, webhooks }: Api, unmade: ReadonlySet<Operation>): Case[] {
  const toCase = (group: string, name: string, operation: Operation): Case => {
    const { unusable } = operation
    const reason = unusable ?? (unmade.has(operation) ? 'its success can not be made up' : undefined)
    return reason === undefined ? { group, name, status: 'passed', findings: [] } : { group, name, status: 'skipped', reason, findings: [] }
  }
  return [
    ...operations.map((one) => toCase('operations', one.id, one)),
    ...callbacks.map(({ owner, name, operation }) => toCase('callbacks', `${owner} ${name} ${operation.method}`, operation)),
    ...webhooks.map(({ name, operation }) => toCase('webhooks', `${name} ${operation.method}`, operation)),
  ]
}
