import { gatherPacts } from 'standin/contracts'
import { folder } from './expectations.ts'

/** Before and after a run of what expects with `standin/contracts`, however many workers it has. */
export const { setup, teardown } = gatherPacts(folder)
