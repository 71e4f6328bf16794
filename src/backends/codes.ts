import type { Diagnostic } from '../kernel/index.ts'

/** What backends find beside the facts of a scenario; the organisations' facts have codes of their own. */
export const backendCodes = {
  'document.backend.unknown': 'The document asks for a backend that is not there.',
  'model.file': 'A file of corrections can not be read, or is not YAML.',
  'model.unfit': 'What a document or a file says of an inferred collection does not fit the document, or is no correction.',
  'backend.module': 'A file with a backend of your own can not be read or run, or exports none.',
  'backend.own.unfit':
    'A backend of your own does not fit the document: a handler for an operation that is not there, a table or schema by a wrong name.',
  'scenario.row.unfit':
    'A row of one of your own tables, or an item of an inferred collection, can not stand there: it is no object, does not fit its schema, its key or a unique value is taken, or what it is a part of is not there.',
  'scenario.answer.invalid': 'A recorded answer that the document does not allow, or to an operation it does not have.',
  'scenario.token.invalid': 'A token of a scenario has no list of scopes, or a scope that no operation asks for.',
  'scenario.fact.unknown': 'A fact that the document has no backend for.',
  'schema.provider.unknown': 'An `x-faker` names no method of faker; it is passed over.',
  'answer.unmade':
    'No answer of a declared success can be made: no example of it fits, and no value is found for its schema or for a header it must have.',
} as const satisfies Record<string, string>

/** A diagnostic with one of these codes. */
export type BackendFinding = Diagnostic & { readonly code: keyof typeof backendCodes }
