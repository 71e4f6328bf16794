import { anyText, coerce, type Shape } from './shape.ts'
import { coerceItem, refuseForbidden, StyleFault, unescapeQuery } from './styles.ts'

/** Deeper than anybody writes, and shallow enough to be walked. */
const deepest = 32

/** A list whose items come under their numbers, in any order and perhaps with gaps. */
class Numbered {
  readonly items = new Map<number, unknown>()
  /** One more than the highest number. */
  #next = 0

  /** The place of `[2]`, and of `[]` the next one. An item of several properties is gone on with until one of them comes again. */
  at(key: string, inner: string | undefined): number {
    if (!/^\d{0,9}$/.test(key)) throw new StyleFault('malformed', `must have numbers of items in the place of [${key}]`)
    const last = this.items.get(this.#next - 1)
    const goesOn = key === '' && inner !== undefined && isRecord(last) && (inner === '' || !Object.hasOwn(last, inner))
    const index = key !== '' ? Number(key) : goesOn ? this.#next - 1 : this.#next
    this.#next = Math.max(this.#next, index + 1)
    return index
  }

  push(item: unknown): void {
    this.items.set(this.#next, item)
    this.#next++
  }
}

/** `filter[size]=1`, as names in brackets and their texts. Deeper names, and `[]` and `[0]` of lists, are not defined by OpenAPI, but are what people write. */
export function readDeep(entries: readonly (readonly [brackets: string, text: string])[], shape: Shape): unknown {
  const root = isList(shape) ? new Numbered() : {}
  for (const [brackets, text] of entries) {
    const names = [...brackets.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '')
    if (names.length === 0 || names.map((name) => `[${name}]`).join('') !== brackets)
      throw new StyleFault('malformed', 'must be of the form name[property]=value')
    if (names.length > deepest) throw new StyleFault('nesting', `must have at most ${deepest} names in brackets`)
    put(root, names, unescapeQuery(text), shape)
  }
  return settled(root)
}

export function isList({ types }: Shape): boolean {
  return types.has('array') && !types.has('object')
}

function put(holder: object, [name = '', ...rest]: readonly string[], text: string, shape: Shape): void {
  const [next] = rest
  if (holder instanceof Numbered) {
    const inner = shape.items ?? anyText
    const index = holder.at(name, next)
    holder.items.set(index, grown(holder.items.get(index), name, rest, text, inner))
  } else {
    refuseForbidden(name)
    const record = holder as Record<string, unknown>
    const inner = shape.properties.get(name) ?? shape.additional ?? anyText
    record[name] = grown(Object.hasOwn(record, name) ? record[name] : undefined, name, rest, text, inner)
  }
}

/** What stands under a name, with one more text in it. */
function grown(before: unknown, name: string, rest: readonly string[], text: string, shape: Shape): unknown {
  const [next] = rest
  if (next === undefined && !shape.types.has('array')) {
    if (before !== undefined) throw new StyleFault('duplicate', `must have ${JSON.stringify(name)} once`, { name })
    return coerce(text, shape)
  }
  const asList = next === undefined || isList(shape) || (next === '' && !(shape.types.has('object') && !shape.types.has('array')))
  const holder = before ?? (asList ? new Numbered() : {})
  if (!(holder instanceof Numbered) && (!isRecord(holder) || next === undefined))
    throw new StyleFault('duplicate', `must have ${JSON.stringify(name)} once`, { name })
  if (holder instanceof Numbered && rest.length < 2 && (next ?? '') === '') holder.push(coerceItem(text, shape))
  else put(holder, rest, text, shape)
  return holder
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Numbered)
}

/** Lists as lists, their items in the order of their numbers. */
function settled(value: unknown): unknown {
  if (value instanceof Numbered) return [...value.items].sort(([a], [b]) => a - b).map(([, item]) => settled(item))
  if (!isRecord(value)) return value
  for (const name of Object.keys(value)) value[name] = settled(value[name])
  return value
}
