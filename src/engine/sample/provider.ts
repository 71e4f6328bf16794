import type { Faker } from '@faker-js/faker'
import { toZuluTime } from '../../kernel/index.ts'
import { Source } from './source.ts'
import type { Tools } from './tools.ts'

/** What stands under `x-faker`: `internet.email`, `{{person.firstName}} {{person.lastName}}`, or a method with its arguments. */
export type Provider = unknown

/** Names of faker's modules and methods in earlier versions, which documents still have. */
const modules: Readonly<Record<string, string>> = {
  name: 'person',
  address: 'location',
  random: 'string',
  datatype: 'number',
  time: 'date',
}
const methods: Readonly<Record<string, string>> = {
  'random.number': 'number.int',
  'random.float': 'number.float',
  'random.boolean': 'datatype.boolean',
  'random.word': 'word.sample',
  'random.words': 'lorem.words',
  'random.arrayElement': 'helpers.arrayElement',
  'datatype.number': 'number.int',
  'datatype.uuid': 'string.uuid',
  'datatype.string': 'string.sample',
  'datatype.hexadecimal': 'string.hexadecimal',
  'datatype.datetime': 'date.anytime',
  'internet.userName': 'internet.username',
  'phone.phoneNumber': 'phone.number',
  'company.companyName': 'company.name',
  'commerce.color': 'color.human',
  'name.findName': 'person.fullName',
  'name.title': 'person.jobTitle',
  'address.streetName': 'location.street',
  'address.zipCode': 'location.zipCode',
  'finance.account': 'finance.accountNumber',
  'image.imageUrl': 'image.url',
  'image.image': 'image.url',
  'image.avatar': 'image.avatar',
  'unique.email': 'internet.email',
}

/** The method a path names; undefined when there is none. */
function find(faker: Faker, path: string): ((...args: unknown[]) => unknown) | undefined {
  const clean = path.trim().replace(/^faker\./, '')
  const [module = '', method = ''] = clean.split('.')
  const moved = methods[clean] ?? `${modules[module] ?? module}.${method}`
  for (const name of [clean, moved]) {
    const [owner = '', called = ''] = name.split('.')
    const holder = Object.hasOwn(faker, owner) ? (faker as unknown as Record<string, Record<string, unknown>>)[owner] : undefined
    const found = holder?.[called]
    if (typeof found === 'function') return found.bind(holder)
  }
  return undefined
}

/** A value from a provider; undefined when it names nothing, or fails with its arguments. */
export function provide(provider: Provider, faker: Faker): unknown {
  try {
    if (typeof provider === 'string' && provider.includes('{{')) return atHome(faker.helpers.fake(provider))
    const [path, args] = typeof provider === 'string' ? parseCall(provider) : entryOf(provider)
    const method = find(faker, path)
    return method === undefined ? undefined : toPlain(method(...args))
  } catch {
    return undefined
  }
}

/** Whether a provider can be called at all. */
export function isProvider(provider: Provider, tools: Tools): boolean {
  const faker = tools.faker(new Source(1, '', 0), 0)
  if (typeof provider === 'string' && provider.includes('{{')) return provide(provider, faker) !== undefined
  const [path] = typeof provider === 'string' ? parseCall(provider) : entryOf(provider)
  return find(faker, path) !== undefined
}

/** `number.int({"min": 1})`; the arguments are JSON. */
function parseCall(text: string): [string, unknown[]] {
  const [, path = text, written = ''] = /^([\w.]+)\s*\(([\s\S]*)\)\s*$/.exec(text) ?? []
  if (written.trim() === '') return [path, []]
  return [path, JSON.parse(`[${written.replaceAll("'", '"')}]`) as unknown[]]
}

/** `{ "commerce.price": [1, 100] }`: a list is the arguments, anything else the only one. */
function entryOf(provider: unknown): [string, unknown[]] {
  const [path, args] = Object.entries((provider ?? {}) as Record<string, unknown>)[0] ?? ['', []]
  return [path, Array.isArray(args) ? args : [args]]
}

function toPlain(value: unknown): unknown {
  if (value instanceof Date) return toZuluTime(value.getTime())
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'string' ? atHome(value) : value
}

/** Addresses that are nobody's: what is mailed or opened by mistake must not reach anyone. */
function atHome(text: string): string {
  return text
    .replace(/@[\w-]+(?:\.[\w-]+)+$/, '@example.com')
    .replace(/^(https?:\/\/)(?!(?:[\w-]+\.)*example\.(?:com|org|net)\b)[\w-]+(?:\.[\w-]+)*/, '$1example.com')
}
