import { toZuluTime } from '../../kernel/index.ts'
import { momentFor, toMailTime, writeMoment } from './times.ts'
import type { Writing } from './writing.ts'

/** A text of a format, realistic, and as a second the shortest there is; nothing for a format nobody here knows. */
export function ofFormat(format: string, writing: Writing): readonly string[] {
  return formats[format]?.(writing) ?? []
}

type Write = (writing: Writing) => readonly string[]

const dateTime: Write = ({ name, source, now, like }) => [
  writeMoment(momentFor(name, source, now), typeof like === 'string' && isMoment(like) ? like : undefined),
]
const uuid: Write = ({ source }) => [toUuidText(() => source.int(16))]
const word: Write = ({ faker }) => [faker.word.noun().replace(/[^a-z]/g, '')]
const path = ({ faker, source }: Writing) => `${faker.word.noun().replace(/[^a-z]/g, '')}/${source.between(1000, 9999)}`
const uri: Write = (writing) => [`https://example.com/${path(writing)}`, 'https://example.com', 'https://a.io', 'a:b', 'a:']
const email: Write = ({ person }) => [person().email, 'jane@example.com', 'a@example.com', 'a@b.co']
const hostname: Write = ({ faker }) => [`${faker.internet.domainWord()}.example.com`, 'example.com', 'a.io', 'a']
const bytes: Write = ({ source }) => [toBase64(source.between(3, 8) * 3, source), 'YQ==', '']
const phone: Write = ({ source }) => [`+1202555${String(source.between(100, 199)).padStart(4, '0')}`]

const formats: Readonly<Record<string, Write>> = {
  'date-time': dateTime,
  'iso-date-time': dateTime,
  datetime: dateTime,
  'date-time-rfc-2822': ({ name, source, now }) => [toMailTime(momentFor(name, source, now))],
  date: ({ name, source, now }) => [toZuluTime(momentFor(name, source, now)).slice(0, 10)],
  time: ({ source, now }) => [`${toZuluTime(momentFor('', source, now)).slice(11, 19)}Z`],
  'iso-time': ({ source, now }) => [toZuluTime(momentFor('', source, now)).slice(11, 19)],
  duration: ({ source }) => [`P${source.between(1, 30)}D`],
  email,
  'idn-email': email,
  hostname,
  'idn-hostname': hostname,
  domain: hostname,
  // RFC 5737 and RFC 3849 keep these for documentation.
  ipv4: ({ source }) => [`192.0.2.${source.between(1, 254)}`, '1.1.1.1'],
  ipv6: ({ source }) => [`2001:db8::${source.between(1, 0xffff).toString(16)}`, '::1', '::'],
  ip: ({ source }) => [`192.0.2.${source.between(1, 254)}`],
  uri,
  url: (writing) => [`https://example.com/${path(writing)}`, 'https://example.com', 'https://a.io'],
  iri: uri,
  'uri-reference': (writing) => [`/${path(writing)}`, '/', ''],
  'iri-reference': (writing) => [`/${path(writing)}`, '/', ''],
  'uri-template': (writing) => [`/${path(writing)}/{id}`, '/{id}', ''],
  uuid,
  guid: uuid,
  'json-pointer': (writing) => [`/${path(writing)}`, '/a', ''],
  'json-pointer-uri-fragment': (writing) => [`#/${path(writing)}`, '#'],
  'relative-json-pointer': ({ source }) => [`${source.between(0, 3)}/items`, '0'],
  regex: () => ['^[a-z]+$', 'a', ''],
  byte: bytes,
  base64: bytes,
  base64url: ({ source }) => [
    toBase64(source.between(3, 8) * 3, source)
      .replaceAll('+', '-')
      .replaceAll('/', '_'),
  ],
  binary: (writing) => [writing.faker.lorem.words(3)],
  password: ({ faker }) => [faker.internet.password({ length: 14 })],
  phone,
  'phone-number': phone,
  e164: phone,
  color: ({ source }) => [`#${toHex(6, source)}`],
  'hex-color': ({ source }) => [`#${toHex(6, source)}`],
  currency: ({ faker }) => [faker.finance.currencyCode()],
  'country-code': ({ faker }) => [faker.location.countryCode()],
  slug: ({ faker }) => [`${faker.word.adjective()}-${faker.word.noun()}`.toLowerCase()],
  int64: ({ source }) => [String(source.between(1, 999_999))],
  int32: ({ source }) => [String(source.between(1, 999_999))],
  integer: ({ source }) => [String(source.between(1, 9999))],
  decimal: ({ source }) => [(source.between(100, 49_999) / 100).toFixed(2)],
  timestamp: dateTime,
  html: ({ faker }) => [`<p>${faker.lorem.sentence()}</p>`],
  markdown: ({ faker }) => [`**${faker.lorem.words(2)}** ${faker.lorem.sentence()}`],
  char: ({ source }) => [String.fromCharCode(97 + source.int(26))],
  word,
}

/** Longer in a way that keeps the format. */
export function lengthen(format: string | undefined, text: string, by: number): string {
  const filler = 'a'.repeat(by)
  if (format === 'email' || format === 'idn-email') return text.replace('@', `${filler}@`)
  if (format === 'uuid' || format?.startsWith('date') === true || format === 'time') return text
  return `${text}${filler}`
}

export function isMoment(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/.test(text)
}

/** A version 4 UUID (RFC 9562 §5.4) of hex digits drawn one by one. */
export function toUuidText(draw: () => number): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => (place === 'x' ? draw() : 8 | (draw() & 3)).toString(16))
}

function toHex(length: number, source: Writing['source']): string {
  return Array.from({ length }, () => source.int(16).toString(16)).join('')
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function toBase64(length: number, source: Writing['source']): string {
  return Array.from({ length: Math.ceil((length * 4) / 3 / 4) * 4 }, () => alphabet[source.int(64)]).join('')
}
