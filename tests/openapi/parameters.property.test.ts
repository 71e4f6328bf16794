import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { operationOf, parts } from './given.ts'

/** A client's side of OAS 3.1 §4.8.12.4: text is encoded, then joined. */
const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
const list = fc.array(text, { minLength: 1, maxLength: 5 })
const name = text.filter((key) => key !== '__proto__' && !/[[\]]/.test(key))
const record = fc.dictionary(name, text, { minKeys: 1, maxKeys: 4, noNullPrototype: true })
const strings = { type: 'array', items: { type: 'string' } }
const object = { type: 'object', additionalProperties: { type: 'string' } }

function reads(place: 'query' | 'path' | 'header', parameter: Record<string, unknown>, raw: string): unknown {
  const path = place === 'path' ? '/a/{v}' : '/a'
  const operation = operationOf({ parameters: [{ name: 'v', in: place, required: place === 'path', ...parameter }] }, { path })
  const given = place === 'query' ? { query: raw } : place === 'path' ? { params: [raw] } : { headers: { v: raw } }
  const result = operation.read(parts(given))
  return result.ok ? { ...result.input.params, ...result.input.query, ...result.input.headers }.v : result.violations
}

const flat = (value: Record<string, string>) => Object.entries(value).flat()

describe('what a client encodes is what is read', () => {
  it.each<[string, Record<string, unknown>, (value: string[]) => string]>([
    ['form', {}, (value) => value.map((one) => `v=${encode(one)}`).join('&')],
    ['form, not exploded', { explode: false }, (value) => `v=${value.map(encode).join(',')}`],
    ['spaceDelimited', { style: 'spaceDelimited', explode: false }, (value) => `v=${value.map((one) => encode(one)).join('%20')}`],
    ['pipeDelimited', { style: 'pipeDelimited', explode: false }, (value) => `v=${value.map(encode).join('|')}`],
  ])('list in a query, %s', (style, parameter, write) => {
    // an encoded blank or pipe is the delimiter itself in these two styles: such values can't be written
    const delimiter = style === 'spaceDelimited' ? ' ' : style === 'pipeDelimited' ? '|' : ''
    fc.assert(
      fc.property(list, (value) => {
        fc.pre(delimiter === '' || !value.some((one) => one.includes(delimiter)))
        expect(reads('query', { schema: strings, ...parameter }, write(value))).toEqual(value)
      }),
    )
  })

  it.each<[string, Record<string, unknown>, (value: Record<string, string>) => string]>([
    [
      'form',
      {},
      (value) =>
        Object.entries(value)
          .map(([key, one]) => `${encode(key)}=${encode(one)}`)
          .join('&'),
    ],
    ['form, not exploded', { explode: false }, (value) => `v=${flat(value).map(encode).join(',')}`],
    [
      'deepObject',
      { style: 'deepObject' },
      (value) =>
        Object.entries(value)
          .map(([key, one]) => `v%5B${encode(key)}%5D=${encode(one)}`)
          .join('&'),
    ],
  ])('object in a query, %s', (_style, parameter, write) => {
    fc.assert(
      fc.property(record, (value) => {
        expect(reads('query', { schema: object, ...parameter }, write(value))).toEqual(value)
      }),
    )
  })

  // without the path as it was sent, delimiters can't be told from those inside a value
  const plain = fc.stringMatching(/^[A-Za-z0-9_-]{1,6}$/)
  const plainList = fc.array(plain, { minLength: 1, maxLength: 4 })
  const plainRecord = fc.dictionary(
    plain.filter((key) => key !== '__proto__'),
    plain,
    { minKeys: 1, maxKeys: 3, noNullPrototype: true },
  )

  it.each<[string, 'path' | 'header', Record<string, unknown>, (value: string[]) => string]>([
    ['simple', 'path', {}, (value) => value.join(',')],
    ['label', 'path', { style: 'label' }, (value) => `.${value.join(',')}`],
    ['label, exploded', 'path', { style: 'label', explode: true }, (value) => `.${value.join('.')}`],
    ['matrix', 'path', { style: 'matrix' }, (value) => `;v=${value.join(',')}`],
    ['matrix, exploded', 'path', { style: 'matrix', explode: true }, (value) => value.map((one) => `;v=${one}`).join('')],
    ['simple', 'header', {}, (value) => value.join(', ')],
  ])('list, %s in a %s', (_style, place, parameter, write) => {
    fc.assert(
      fc.property(plainList, (value) => {
        expect(reads(place, { schema: strings, ...parameter }, write(value))).toEqual(value)
      }),
    )
  })

  const pairs = (value: Record<string, string>, delimiter: string) =>
    Object.entries(value)
      .map((entry) => entry.join('='))
      .join(delimiter)
  it.each<[string, 'path' | 'header', Record<string, unknown>, (value: Record<string, string>) => string]>([
    ['simple', 'path', {}, (value) => flat(value).join(',')],
    ['simple, exploded', 'path', { explode: true }, (value) => pairs(value, ',')],
    ['label, exploded', 'path', { style: 'label', explode: true }, (value) => `.${pairs(value, '.')}`],
    ['matrix', 'path', { style: 'matrix' }, (value) => `;v=${flat(value).join(',')}`],
    ['matrix, exploded', 'path', { style: 'matrix', explode: true }, (value) => `;${pairs(value, ';')}`],
    ['simple, exploded', 'header', { explode: true }, (value) => pairs(value, ', ')],
  ])('object, %s in a %s', (_style, place, parameter, write) => {
    fc.assert(
      fc.property(plainRecord, (value) => {
        expect(reads(place, { schema: object, ...parameter }, write(value))).toEqual(value)
      }),
    )
  })

  it('any number', () => {
    const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
    fc.assert(
      fc.property(number, (value) => {
        expect(reads('query', { schema: { type: 'number' } }, `v=${encode(String(value))}`)).toBe(Number(String(value)))
      }),
    )
  })
})

it('no query whatever throws', () => {
  const operation = operationOf({
    parameters: [
      { name: 'a', in: 'query', schema: strings },
      { name: 'b', in: 'query', style: 'deepObject', schema: { type: 'object' } },
      { name: 'c', in: 'query', schema: object },
    ],
  })
  const piece = fc.constantFrom('a', 'b', '[', ']', '%', '%5', '%zz', '&', '=', ',', '+', '__proto__', 'c', 'ä')
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join('')),
      (query) => typeof operation.read(parts({ query })).ok === 'boolean',
    ),
  )
})
