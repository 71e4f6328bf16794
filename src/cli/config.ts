import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Command, InvalidArgumentError, type Option } from 'commander'
import { nearest, Unusable } from '../kernel/index.ts'

const names = ['standin.config.ts', 'standin.config.js', 'standin.config.yaml', 'standin.config.json']

/** Fills flags that neither the command line nor the environment set from the config file, if there is one. */
export async function applyConfig(command: Command): Promise<void> {
  const asked: string | undefined = command.opts().config
  if (asked !== undefined && !existsSync(asked)) throw unusable(asked, 'there is no such file')
  const file = asked ?? names.find((name) => existsSync(name))
  if (file === undefined) return
  const settings = await read(file)
  if (settings === null || typeof settings !== 'object' || Array.isArray(settings))
    throw unusable(file, 'expected settings by flag name, like { "port": 4010 }')
  for (const [key, value] of Object.entries(settings)) apply(command, file, key, value)
}

function apply(command: Command, file: string, key: string, value: unknown): void {
  const known = command.options.filter((option) => option.attributeName() !== 'config')
  const option = known.find((candidate) => candidate.attributeName() === key)
  if (option === undefined) {
    const guess = nearest(
      key,
      known.map((candidate) => candidate.attributeName()),
    )
    throw unusable(file, `"${key}" is no setting${guess === undefined ? '' : `; did you mean "${guess}"?`}`)
  }
  const source = command.getOptionValueSource(key)
  if (source === 'cli' || source === 'env') return
  command.setOptionValueWithSource(key, toValue(option, value, file), 'config')
}

/** A setting as the flag's own reader takes it. */
function toValue(option: Option, value: unknown, file: string): unknown {
  const { parseArg } = option
  if (option.isBoolean()) {
    if (typeof value !== 'boolean') throw unusable(file, `"${option.attributeName()}" expects true or false`)
    return value
  }
  const texts = toTexts(value)
  try {
    return texts.reduce<unknown>((before, text) => (parseArg === undefined ? text : parseArg(text, before)), undefined)
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
    throw unusable(file, `"${option.attributeName()}": ${error.message}`)
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
    if (/\.[cm]?[jt]s$/.test(file)) return (await import(pathToFileURL(resolve(file)).href)).default
    const { parse } = await import('yaml')
    return parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const isUntyped = (error as { code?: string }).code === 'ERR_UNKNOWN_FILE_EXTENSION'
    throw unusable(file, isUntyped ? 'this Node.js runs no TypeScript (22.18 and later do): use standin.config.yaml or .json' : reason)
  }
}

function unusable(file: string, message: string): Unusable {
  return new Unusable("The config file can't be used", [{ code: 'config', severity: 'error', message, where: { file } }])
}
