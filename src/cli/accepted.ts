import { type Accepted, parseAccepted } from '../contracts/index.ts'
import { Unusable } from '../kernel/index.ts'
import { readList } from './lists.ts'

/** Reads a file of accepted differences, YAML or JSON. Throws `Unusable` with everything that is wrong with it. */
export function loadAccepted(file: string): readonly Accepted[] {
  const value = readList(file, 'accepted differences', { summary: 'Nothing was compared.', code: 'drift.accepted.unreadable' })
  const { accepted, findings } = parseAccepted(value, file)
  if (findings.length > 0) throw new Unusable(`The accepted differences in ${file} can not be used.`, findings)
  return accepted
}
