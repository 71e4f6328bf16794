import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type PactSource, readPact } from '../contracts/index.ts'
import { Unusable } from '../kernel/index.ts'

/** The pacts of a folder, in the order of their names, or the one of a file. */
export function readPacts(path: string): readonly PactSource[] {
  try {
    const files = statSync(path).isDirectory()
      ? readdirSync(path)
          .filter((name) => name.endsWith('.json'))
          .sort()
          .map((name) => join(path, name))
      : [path]
    return files.map((file) => readPact(readFileSync(file, 'utf8'), file))
  } catch (error) {
    if (error instanceof Unusable) throw error
    throw unreadable(path, error)
  }
}

export function unreadable(file: string, error: unknown): Unusable {
  const message = `It can not be read: ${(error as Error).message}. Name a folder or a file that is there.`
  return new Unusable(`${file} can not be used:`, [{ code: 'pact.file.unreadable', severity: 'error', message, where: { file } }])
}
