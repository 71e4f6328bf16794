import { type Response, toProblemDetails } from '../engine/index.ts'
import { type Diagnostic, Unusable } from '../kernel/index.ts'

/** What can be wrong with a data folder. */
export const dataCodes = {
  'data.folder.foreign': 'The folder has files in it that are not ours.',
  'data.folder.in-use': 'Another process keeps its worlds there.',
  'data.folder.unusable': 'The folder can not be made, read or written.',
  'data.file.missing': 'A file that another one builds on is not there.',
  'data.file.unknown-format': 'A file is of a format that this version does not read.',
  'data.record.torn': 'The last record was not written to its end, as after a crash: it is cut off.',
  'data.record.damaged': 'A record was changed after it was written.',
  'data.record.unplayable': 'A record can not be played again: the document, its tables or Standin have changed.',
  'data.write': 'What happened could not be written down.',
} as const

export type DataCode = keyof typeof dataCodes

export function unusable(code: DataCode, file: string, message: string, line?: number): Unusable {
  return new Unusable("The kept worlds can't be used", [finding(code, 'error', file, message, line)])
}

export function finding(code: DataCode, severity: Diagnostic['severity'], file: string, message: string, line?: number): Diagnostic {
  return { code, severity, message, where: line === undefined ? { file } : { file, line } }
}

/** A record that is not what was written. `offset` is where it begins, in bytes. */
export function damaged(file: string, line: number, offset: number, why: string): Unusable {
  return unusable(
    'data.record.damaged',
    file,
    `Record ${line}, at byte ${offset}, was changed after it was written: ${why}. Put the file back from a copy. Without one, \`truncate -s ${offset} ${file}\` gives up this record and all behind it, and another --data folder begins anew.`,
    line,
  )
}

/** Why the system refused, in its own words. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** Standin's own no to everything. */
export function toUnkept(reason: string): Response {
  const mediaType = 'application/problem+json'
  const body = toProblemDetails({ code: 'data_unwritable', status: 503, reason })
  const headers = { 'content-type': mediaType }
  return { status: 503, headers, body, text: JSON.stringify(body), stream: undefined, delay: 0, connection: undefined }
}
