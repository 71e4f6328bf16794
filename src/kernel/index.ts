/**
 * Values that know nothing: tables, clock, ids, randomness, pointers, diagnostics.
 * It must not know documents, organisations, HTTP or files; anything may stand on it.
 * The only room that may ask the machine for time.
 */
export { type Diagnostic, toLine, toLocation, Unusable, type Where } from './diagnostic.ts'
export { escapeToken, parsePointer, toPointer, valueAt } from './pointer.ts'
