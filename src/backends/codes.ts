import type { Diagnostic } from '../kernel/index.ts'

/** What backends find beside the facts of a scenario; the organisations' facts have codes of their own. */
export const backendCodes = {
  'document.backend.unknown': 'The document asks for a backend that is not there.',
  'scenario.fact.unknown': 'A fact that the document has no backend for.',
  'schema.provider.unknown': 'An `x-faker` names no method of faker; it is passed over.',
} as const satisfies Record<string, string>

/** A diagnostic with one of these codes. */
export type BackendFinding = Diagnostic & { readonly code: keyof typeof backendCodes }
