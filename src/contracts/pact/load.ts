import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Diagnostic, Unusable, type Where } from '../../kernel/index.ts'
import { Register } from './identity.ts'
import { readPact } from './read.ts'
import type { PactCode, PactSource } from './source.ts'

/**
 * Reads pacts from files and folders, each folder in the order of its names. What several files say of the same interaction must be the same and is taken once.
 * Throws `Unusable` with everything that is wrong: a file that can't be read or is no pact, a folder without any, a pact without an interaction.
 */
export async function loadPacts(paths: readonly string[]): Promise<readonly PactSource[]> {
  const found: Diagnostic[] = []
  const tell = (code: PactCode, message: string, where: Where) => found.push({ code, severity: 'error', message, where })
  if (paths.length === 0) tell('pact.missing', 'No pact was named; expected a file or a folder.', { file: '.' })
  const files = new Set<string>()
  for (const path of paths) {
    const listed = await filesOf(path).catch((error: NodeJS.ErrnoException) => error)
    if (listed instanceof Error) tell('pact.missing', unreadable(listed), { file: path })
    else if (listed.length === 0) tell('pact.missing', 'No pact is in this folder; expected files that end in .json.', { file: path })
    else for (const file of listed) files.add(file)
  }
  const register = new Register()
  const sources: PactSource[] = []
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error)
    if (text instanceof Error) {
      tell('pact.missing', unreadable(text), { file })
      continue
    }
    try {
      const source = readPact(text, file, register)
      const { interactions } = source.raw as { readonly interactions: readonly unknown[] }
      if (interactions.length > 0) sources.push(source)
      else
        tell(
          'pact.empty',
          `The pact of ${source.pact.consumer} with ${source.pact.provider} has no interaction; expected one at least. Let the consumer's tests write it anew, or take the file away.`,
          source.locate('/interactions'),
        )
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      found.push(...error.diagnostics)
    }
  }
  if (found.length > 0) throw new Unusable('The pacts can not be used:', found)
  return sources
}

async function filesOf(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const names = (await readdir(path)).filter((name) => name.endsWith('.json'))
  return names.sort().map((name) => join(path, name))
}

function unreadable({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'There is no such file or folder; expected a pact, or a folder of them.'
  return `It can not be read: ${message}. Expected a pact, or a folder of them.`
}
