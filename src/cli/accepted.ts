import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type Accepted, parseAccepted } from '../contracts/index.ts'
import { Unusable } from '../kernel/index.ts'

/** Reads a file of accepted differences, YAML or JSON. Throws `Unusable` with everything that is wrong with it. */
export function loadAccepted(file: string): readonly Accepted[] {
  const { accepted, findings } = parseAccepted(read(file), file)
  if (findings.length > 0) throw new Unusable(`The accepted differences in ${file} can not be used.`, findings)
  return accepted
}

function read(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const message = `The file of accepted differences can not be read: ${(error as Error).message}`
    throw new Unusable('Nothing was compared.', [{ code: 'drift.accepted.unreadable', severity: 'error', message, where: { file } }])
  }
}
