/**
 * What answers operations, one folder each; the only place where document and domain meet.
 * It must not know sockets or files.
 */
import type { Backend } from '../engine/index.ts'
import { none } from './none.ts'
import { organizations } from './organizations/index.ts'

/** By the name a document's `x-standin.backend` gives. */
export const backends = { none, organizations } as const satisfies Readonly<Record<string, Backend>>
