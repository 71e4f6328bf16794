import type { Backend } from '../../engine/index.ts'
import { none } from '../none.ts'

/** Organisations and their members. */
export const organizations: Backend = none
