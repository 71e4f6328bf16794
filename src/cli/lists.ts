import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { Unusable } from '../kernel/index.ts'

/** What stands in a file of things to let be, YAML or JSON. Throws `Unusable`, as told, when it can't be read. */
export function readList(file: string, of: string, { summary, code }: { readonly summary: string; readonly code: string }): unknown {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const message = `The file of ${of} can not be read: ${(error as Error).message}`
    throw new Unusable(summary, [{ code, severity: 'error', message, where: { file } }])
  }
}
