import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { execPath } from 'node:process'
import { pathToFileURL } from 'node:url'
import { fingerprint, Unusable, type Where } from '../../kernel/index.ts'
import { isOwnBackend, type OwnBackend } from './define.ts'

/** A backend of your own, or the one that is a module's default export, as it stands now. Throws `Unusable` with the place of what is wrong. */
export async function loadOwn(given: OwnBackend | string): Promise<OwnBackend> {
  if (typeof given === 'string') return loadModule(given)
  if (isOwnBackend(given)) return given
  throw unusable({ file: 'backend' }, 'What was given is no backend: give what defineBackend(document)({ … }) returns')
}

async function loadModule(file: string): Promise<OwnBackend> {
  const text = read(file)
  const own = await run(file, text)
  if (isOwnBackend(own)) return { ...own, file, source: text }
  throw unusable(
    { file },
    `The default export is ${own === undefined ? 'missing' : `no backend`}: write "export default defineBackend(document)({ … })"`,
  )
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw unusable({ file }, code === 'ENOENT' ? 'There is no such file' : message)
  }
}

async function run(file: string, text: string): Promise<unknown> {
  // A module is read once for each address it has; one that was saved gets another.
  const url = pathToFileURL(resolve(file)).href
  try {
    const { default: own } = await import(`${url}?${fingerprint(text)}`)
    return own
  } catch (error) {
    const isUntyped = (error as NodeJS.ErrnoException | undefined)?.code === 'ERR_UNKNOWN_FILE_EXTENSION'
    if (isUntyped) throw unusable({ file }, 'This Node.js runs no TypeScript (22.18 and later do): compile the file, or write JavaScript')
    const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    const place = placeIn(stack, `${toPattern(url)}\\?\\w+`) ?? (error instanceof SyntaxError ? placeOfSyntax(text) : undefined)
    throw unusable({ file, ...place }, `${name}: ${message}`)
  }
}

type Place = Pick<Where, 'line' | 'column'>

/** The line that a stack names first of the module at an address, which is a pattern. */
function placeIn(stack: string, address: string): Place | undefined {
  const [, line, column] = new RegExp(`${address}:(\\d+)(?::(\\d+))?`).exec(stack) ?? []
  return line === undefined ? undefined : { line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) }
}

function toPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Of a module that can't be parsed, `import` says what is wrong but not where; Node's own check does. */
function placeOfSyntax(text: string): Place | undefined {
  const { stderr } = spawnSync(execPath, ['--input-type=module', '--check'], { input: text, encoding: 'utf8' })
  return placeIn(stderr, toPattern('[stdin]'))
}

function unusable(where: Where, message: string): Unusable {
  return new Unusable("Your own backend can't be used", [{ code: 'backend.module', severity: 'error', message, where }])
}
