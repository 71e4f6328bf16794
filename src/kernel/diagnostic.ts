/** Something wrong with a document, a scenario or a pact: data, collected, never thrown. */
export interface Diagnostic {
  /** Dotted and stable, e.g. `document.reference.unresolved`. */
  readonly code: string
  readonly severity: 'error' | 'warning'
  /** What failed, what was expected, what to do. */
  readonly message: string
  readonly where: Where
}

/** A place in a file; lines and columns count from 1. */
export interface Where {
  readonly file: string
  readonly line?: number
  readonly column?: number
  /** JSON pointer into the file's value, e.g. `/paths/~1users/get`. */
  readonly pointer?: string
}

/** `file:line:column`, as editors and terminals link it. */
export function toLocation(where: Where): string {
  if (where.line === undefined) return where.pointer === undefined ? where.file : `${where.file}#${where.pointer}`
  return `${where.file}:${where.line}${where.column === undefined ? '' : `:${where.column}`}`
}

/** One line for a terminal: place, severity, message, code. */
export function toLine(diagnostic: Diagnostic): string {
  return `${toLocation(diagnostic.where)} ${diagnostic.severity} ${diagnostic.message} [${diagnostic.code}]`
}

/** Thrown by loaders when what they were given can't be used at all; carries every finding, not the first one. */
export class Unusable extends Error {
  readonly diagnostics: readonly Diagnostic[]
  constructor(what: string, diagnostics: readonly Diagnostic[]) {
    super([what, ...diagnostics.map(toLine)].join('\n'))
    this.name = 'Unusable'
    this.diagnostics = diagnostics
  }
}
