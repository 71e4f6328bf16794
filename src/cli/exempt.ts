import { type Exempt, parseExempt } from '../contracts/index.ts'
import { Unusable } from '../kernel/index.ts'
import { readList } from './lists.ts'

/** Reads a file of exempt answers, YAML or JSON. Throws `Unusable` with everything that is wrong with it. */
export function loadExempt(file: string): readonly Exempt[] {
  const value = readList(file, 'exempt answers', { summary: 'Coverage was not counted.', code: 'coverage.exempt.unreadable' })
  const { exempt, findings } = parseExempt(value, file)
  if (findings.length > 0) throw new Unusable(`The exempt answers in ${file} can not be used.`, findings)
  return exempt
}
