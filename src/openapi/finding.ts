import type { Diagnostic, Where } from '../kernel/index.ts'

/** A diagnostic that knows its pointer but not yet its line: lines are looked up only for what is reported. */
export interface Finding {
  readonly code: DiagnosticCode
  readonly severity: Diagnostic['severity']
  readonly message: string
  /** JSON pointer into the bundled document. */
  readonly pointer: string
}

/** Every code this room may report, beside `lint.<rule>` for the rules of the linter. */
export const diagnosticCodes = {
  'document.file.missing': 'There is no such file, or it can not be read.',
  'document.remote': 'The document, or what it refers to, is at an address that may not be fetched or gives none.',
  'document.syntax': 'The file is not readable YAML or JSON.',
  'document.kind': 'The file is not an OpenAPI document of a version we know.',
  'document.limit': 'The document is nested too deep, unfolds to too much, or has too many references in a row.',
  'document.reference.unresolved': 'A `$ref` leads nowhere.',
  'document.reference.loop': 'A `$ref` leads back to itself.',
  'operation.id.duplicate': 'Two operations have the same operationId.',
  'operation.malformed': 'A part of a path or an operation is not of the kind the specification says.',
  'operation.method.unsupported': 'A method that can not be served.',
  'path.template.invalid': 'A path template can not be routed.',
  'path.template.duplicate': 'Two templates match exactly the same paths.',
  'path.parameter.undeclared': 'A parameter in the template is not declared.',
  'path.parameter.unused': 'A declared path parameter is not in the template.',
  'server.invalid': 'A server’s URL or one of its variables can not be taken as it stands.',
  'parameter.invalid': 'A parameter lacks its name, its place or its schema.',
  'parameter.style.unsupported': 'A style does not go with the parameter’s place or type, or OpenAPI does not define what it would be.',
  'security.scheme.unknown': 'A security requirement names a scheme that is not declared.',
  'security.requirement.invalid': 'A security requirement is not of the kind the specification says.',
  'security.scheme.unsupported': 'A security scheme can not be played, or not all of it.',
  'media.unsupported': 'A media type has a schema that can not be enforced.',
  'expression.invalid': 'A runtime expression of a callback can not be read, so it is never sent.',
  'media.encoding.unsupported': 'An `encoding` or an `xml` of a request body says something that can not be heeded.',
  'operation.uncompilable': 'The validator refuses the operation’s schemas.',
  'schema.invalid': 'A keyword has a value it can not have.',
  'schema.keyword.unknown': 'A keyword is unknown and is not enforced.',
  'schema.enum.mistyped': 'No value of an enum is of the type beside it; they are taken as values of that type.',
  'schema.format.unknown': 'A format is unknown and is not enforced.',
  'schema.pattern.invalid': 'JavaScript can not take a pattern; it is not enforced.',
  'schema.pattern.delimited': 'A pattern stands between slashes, so that nothing could match it; it is read without them.',
  'schema.pattern.slow': 'A pattern takes exponential time in most other programs; here it is matched step by step.',
  'schema.pattern.limited': 'A pattern can not be matched in bounded work; values beyond a length are refused.',
  'schema.default.invalid': 'A default does not fit its own schema.',
  'schema.contradiction': 'Keywords of a schema leave no value that all of them allow.',
  'schema.closed': 'A schema forbids what it requires, as its `allOf` describes it; it is taken otherwise than it is written.',
  'schema.recursion.endless': 'A schema contains itself in place, so nothing can be decided.',
  'example.invalid': 'An example does not fit its schema.',
  'example.external': 'An example stands elsewhere, where it can not be read.',
} as const satisfies Record<string, string>

export type DiagnosticCode = keyof typeof diagnosticCodes

/** Puts findings into the user's own file, in the order of its lines. */
export function toDiagnostics(findings: readonly Finding[], locate: (pointer: string) => Where): Diagnostic[] {
  return findings
    .map(({ code, severity, message, pointer }): Diagnostic => ({ code, severity, message, where: locate(pointer) }))
    .sort(byPlace)
}

export function byPlace(a: Diagnostic, b: Diagnostic): number {
  const file = a.where.file.localeCompare(b.where.file, 'en')
  return file || (a.where.line ?? 0) - (b.where.line ?? 0) || (a.where.column ?? 0) - (b.where.column ?? 0)
}
