import { readFileSync } from 'node:fs'
import { isCollection, isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from 'yaml'

/** A body as it is sent, and every violation it is to have; none = it is taken. */
export interface Case {
  readonly body: string
  readonly violations: readonly string[]
}

/** A schema and what is held to it, as a request and as an answer. */
export interface Group {
  readonly keyword: string
  readonly schema: unknown
  readonly requests: readonly Case[]
  /** The same as for requests, unless the file tells them apart. */
  readonly answers: readonly Case[]
}

/** Groups of a file, by keyword, in its order. */
export function readGroups(file: string): Group[] {
  const document = parseFile(file)
  return (document.items as Pair<{ value: string }, unknown>[]).flatMap(({ key, value }) => {
    if (!isSeq(value)) throw new Error(`${file}: ${key.value} must be a list`)
    return value.items.map((item): Group => {
      if (!isMap(item)) throw new Error(`${file}: a case of ${key.value} must be a map`)
      const requests = casesOf(item)
      const answers = item.get('answers')
      return {
        keyword: key.value,
        schema: toValue(item.get('schema', true)),
        requests,
        answers: isMap(answers)
          ? casesOf(answers)
          : requests
              .filter(({ violations }) => !violations.some((line) => line.endsWith(' forbiddenKey')))
              .map(({ body, violations }) => ({ body, violations: violations.map((line) => line.replace(/^body/, 'response')) })),
      }
    })
  })
}

/** Groups of the file of formats, one for each. */
export function readFormats(file: string): Group[] {
  return (parseFile(file).items as Pair<{ value: string }, YAMLMap>[]).map(({ key, value }) => {
    const texts = (name: string) => itemsOf(value as YAMLMap, name).map(toText)
    const taken = texts('takes').map((body): Case => ({ body, violations: [] }))
    const refused = (place: string) => texts('refuses').map((body): Case => ({ body, violations: [`${place} format`] }))
    const [requests, answers] = [
      [...taken, ...refused('body')],
      [...taken, ...refused('response')],
    ]
    return { keyword: key.value, schema: { format: key.value }, requests, answers }
  })
}

function parseFile(file: string): YAMLMap {
  const document = parseDocument(readFileSync(new URL(file, import.meta.url), 'utf8'), {
    customTags: [{ tag: '!raw', resolve: (text: string) => new Raw(text) }],
  })
  if (document.errors.length > 0 || !isMap(document.contents)) throw new Error(`${file}: ${document.errors[0]?.message ?? 'must be a map'}`)
  return document.contents as YAMLMap
}

/** Text that is sent as it is written. */
class Raw {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

function casesOf(item: YAMLMap): Case[] {
  const taken = itemsOf(item, 'takes').map((node): Case => ({ body: toText(node), violations: [] }))
  const refused = itemsOf(item, 'refuses').map((node): Case => {
    if (!isSeq(node)) throw new Error('a refused body stands in a list, before its violations')
    const [body, ...violations] = node.items
    return { body: toText(body), violations: violations.map((line) => String(toValue(line))) }
  })
  return [...taken, ...refused]
}

function itemsOf(item: YAMLMap, name: string): readonly unknown[] {
  const list = item.get(name)
  return isSeq(list) ? list.items : []
}

function toText(node: unknown): string {
  if (isScalar(node) && node.value instanceof Raw) return node.value.text
  // as written: 1.0 and 1e3 are numbers of their own to a parser
  if (isScalar(node) && typeof node.value === 'number') return node.source ?? String(node.value)
  return JSON.stringify(toValue(node))
}

function toValue(node: unknown): unknown {
  return isScalar(node) ? node.value : isCollection(node) ? node.toJSON() : node
}
