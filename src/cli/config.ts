import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Command, InvalidArgumentError, type Option } from 'commander'
import { fingerprint, nearest, Unusable, type Where } from '../kernel/index.ts'

const names = ['standin.config.ts', 'standin.config.js', 'standin.config.yaml', 'standin.config.json']

/** Where settings are looked for: the file asked for, or whichever of several is there. */
export function configFiles(command: Command): readonly string[] {
  const asked: string | undefined = command.opts().config
  return asked === undefined ? names : [asked]
}

/** Reads the config file again; the settings that came of it otherwise than before. Throws `Unusable`, and leaves all of them as they were then. */
export async function reapplyConfig(command: Command): Promise<readonly string[]> {
  const before = command.options.map((option) => {
    const name = option.attributeName()
    return { option, name, value: command.getOptionValue(name), source: command.getOptionValueSource(name) }
  })
  for (const { option, name, source } of before) {
    if (source === 'config') command.setOptionValueWithSource(name, option.defaultValue, 'default')
  }
  try {
    await applyConfig(command)
  } catch (error) {
    for (const { name, value, source } of before) command.setOptionValueWithSource(name, value, source)
    throw error
  }
  return before.filter(({ name, value }) => JSON.stringify(command.getOptionValue(name)) !== JSON.stringify(value)).map(({ name }) => name)
}

/** Where a setting stands, in the files that have lines. */
export async function locateSetting(file: string, key: string): Promise<Where> {
  if (isModule(file) || !existsSync(file)) return { file }
  const { LineCounter, parseDocument, isMap, isScalar } = await import('yaml')
  const lineCounter = new LineCounter()
  const { contents } = parseDocument(readFileSync(file, 'utf8'), { lineCounter })
  const pair = isMap(contents) ? contents.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined
  const offset = isScalar(pair?.key) ? pair.key.range?.[0] : undefined
  if (offset === undefined) return { file }
  const { line, col } = lineCounter.linePos(offset)
  return { file, line, column: col }
}

/** Fills flags that neither the command line nor the environment set from the config file, if there is one. */
export async function applyConfig(command: Command): Promise<void> {
  const asked: string | undefined = command.opts().config
  if (asked !== undefined && !existsSync(asked)) throw unusable({ file: asked }, 'there is no such file')
  const file = asked ?? names.find((name) => existsSync(name))
  if (file === undefined) return
  const settings = await read(file)
  if (settings === null || typeof settings !== 'object' || Array.isArray(settings))
    throw unusable({ file, line: 1 }, 'expected settings by flag name, like { "port": 4010 }')
  for (const [key, value] of Object.entries(settings)) apply(command, await locateSetting(file, key), key, value)
}

function apply(command: Command, where: Where, key: string, value: unknown): void {
  const known = command.options.filter((option) => option.attributeName() !== 'config')
  const option = known.find((candidate) => candidate.attributeName() === key)
  if (option === undefined) {
    const guess = nearest(
      key,
      known.map((candidate) => candidate.attributeName()),
    )
    throw unusable(where, `"${key}" is no setting${guess === undefined ? '' : `; did you mean "${guess}"?`}`)
  }
  const source = command.getOptionValueSource(key)
  if (source === 'cli' || source === 'env') return
  command.setOptionValueWithSource(key, toValue(option, value, where), 'config')
}

/** A setting as the flag's own reader takes it. */
function toValue(option: Option, value: unknown, where: Where): unknown {
  const { parseArg } = option
  if (option.isBoolean()) {
    if (typeof value !== 'boolean') throw unusable(where, `"${option.attributeName()}" expects true or false`)
    return value
  }
  const texts = toTexts(value)
  try {
    return texts.reduce<unknown>((before, text) => (parseArg === undefined ? text : parseArg(text, before)), undefined)
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
    throw unusable(where, `"${option.attributeName()}": ${error.message}`)
  }
}

/** `4010` → `["4010"]`, `["a", "b"]` as it is, `{ name: "value" }` → `["name=value"]`. */
function toTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String)
  if (value !== null && typeof value === 'object') return Object.entries(value).map(([name, text]) => `${name}=${String(text)}`)
  return [String(value)]
}

async function read(file: string): Promise<unknown> {
  try {
    const text = readFileSync(file, 'utf8')
    // A module is read once for each address it has; one that was saved gets another.
    if (isModule(file)) return (await import(`${pathToFileURL(resolve(file)).href}?${fingerprint(text)}`)).default
    const { parse } = await import('yaml')
    return parse(text)
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/ at line \d+, column \d+:[\s\S]*$/, '')
    const isUntyped = (error as { code?: string }).code === 'ERR_UNKNOWN_FILE_EXTENSION'
    const [start] = (error as { linePos?: readonly { line: number; col: number }[] }).linePos ?? []
    const where = start === undefined ? { file } : { file, line: start.line, column: start.col }
    throw unusable(where, isUntyped ? 'this Node.js runs no TypeScript (22.18 and later do): use standin.config.yaml or .json' : reason)
  }
}

function isModule(file: string): boolean {
  return /\.[cm]?[jt]s$/.test(file)
}

function unusable(where: Where, message: string): Unusable {
  return new Unusable("The config file can't be used", [{ code: 'config', severity: 'error', message, where }])
}
