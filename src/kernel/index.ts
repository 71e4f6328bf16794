/**
 * Values that know nothing: tables, clock, ids, randomness, times, pointers, diagnostics.
 * It must not know documents, organisations, HTTP or files; anything may stand on it.
 * The only room that may ask the machine for time.
 */
export { Clock, type ClockSetting, runningFrom, stopwatch } from './clock.ts'
export { contains, isObject } from './contains.ts'
export { type Diagnostic, toLine, toLocation, Unusable, type Where } from './diagnostic.ts'
export { canonical, isEqual } from './equal.ts'
export { fingerprint } from './fingerprint.ts'
export { Html, html } from './html.ts'
export { toId, toUuid } from './ids.ts'
export { jsonOf, jsonOrText } from './json.ts'
export { Later, type Part } from './later.ts'
export { defineLog, type Log } from './log.ts'
export { isLoopback } from './loopback.ts'
export { didYouMean, distanceBetween, nearest } from './nearest.ts'
export type { Page, PageRequest } from './page.ts'
export { formDecoded, percentDecoded } from './percent.ts'
export { parsePointer, toPointer, valueAt } from './pointer.ts'
export { Random } from './random.ts'
export { type Written, writeAgain, writtenBy } from './redo.ts'
export { refit } from './refit.ts'
export { createSecret, isSecret } from './secret.ts'
export { isSecretHeader, isSecretName, masked, shapeOfSecret, withoutSecrets } from './sensitive.ts'
export { contentOf, fromPiles, type Sheet, type SheetContent, toPiles, toSheet } from './sheet.ts'
export { type Committed, type Piles, type Snapshot, Store, type TableSpecs, type Tables } from './store.ts'
export { defineTable, type Table, type TableSpec } from './table.ts'
export { parseDuration, parseHttpTime, parseTime, toHttpTime, toNaiveTime, toOffsetTime, toZuluTime } from './time.ts'
