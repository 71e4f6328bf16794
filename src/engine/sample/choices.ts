import type { JsonSchema, SchemaSource } from '../../openapi/index.ts'
import { affinity } from './clash.ts'
import { taggedAlternatives } from './discriminator.ts'
import type { Heights } from './height.ts'
import { kinds, kindsOf } from './kinds.ts'
import { negate } from './negate.ts'
import { certainParts, listOf, mapOf } from './parts.ts'
import type { Source } from './source.ts'

/** A decision a schema leaves open: one of several lists of schemas to apply. */
export interface Choice {
  readonly schema: JsonSchema
  readonly keyword: 'oneOf' | 'anyOf' | 'if' | 'not' | 'dependent' | 'mapping'
  /** The property that others depend on. */
  readonly name?: string
  /** What a schema may be extended to. */
  readonly extensions?: readonly JsonSchema[]
}

/** What decides between alternatives. */
export interface Taste {
  readonly schemas: SchemaSource
  readonly heights: Heights
  /** A value that is to be kept as far as it goes; undefined = none. */
  readonly hint: unknown
  /** Shuffles the alternatives; undefined takes them as they are declared. */
  readonly random: Source | undefined
  /** Whether the alternatives that are not chosen are ruled out, since a value fitted two of them before. */
  readonly isStrict: boolean
  /** Whether a schema that says no type is taken at its word, since what it speaks of was refused before. */
  readonly isLoose: boolean
  /** Whether the flattest alternative is wanted. */
  readonly isFlat: boolean
  /** Combinations that may still be tried for the whole value. */
  readonly effort: { left: number }
  /** References followed on the way down to the value. */
  readonly trail: readonly string[]
}

/** The choices a schema itself leaves open. */
export function* choicesOf(schema: JsonSchema): Generator<Choice> {
  if (schema.oneOf !== undefined) yield { schema, keyword: 'oneOf' }
  if (schema.anyOf !== undefined) yield { schema, keyword: 'anyOf' }
  if (schema.if !== undefined && (schema.then !== undefined || schema.else !== undefined)) yield { schema, keyword: 'if' }
  if (schema.not !== undefined) yield { schema, keyword: 'not' }
  for (const name of Object.keys(mapOf(schema, 'dependentSchemas'))) yield { schema, keyword: 'dependent', name }
}

/** Lists of schemas, each of which settles the choice; the best first. */
export function alternativesOf(choice: Choice, taste: Taste): readonly (readonly JsonSchema[])[] {
  const { schema, keyword } = choice
  switch (keyword) {
    case 'oneOf':
    case 'anyOf': {
      const branches = listOf(schema, keyword)
      const isExclusive = keyword === 'oneOf' && taste.isStrict
      const tagged = new Set<readonly JsonSchema[]>()
      const alternatives = taggedAlternatives(schema, branches, taste.schemas).map(({ index, parts, isTagged }) => {
        const others = isExclusive ? branches.flatMap((not, other) => (other === index ? [] : [{ not }])) : []
        const alternative = [...parts, ...others]
        if (isTagged) tagged.add(alternative)
        return alternative
      })
      return sorted(alternatives, taste, tagged)
    }
    case 'if': {
      const condition = schema.if as JsonSchema
      const yes = [condition, ...(schema.then === undefined ? [] : [schema.then as JsonSchema])]
      const no = [{ not: condition }, ...(schema.else === undefined ? [] : [schema.else as JsonSchema])]
      // What is only null under a condition is something otherwise.
      const isNull = condition.type === 'null'
      if (isNull && (taste.isFlat || taste.hint === null || isRound(no, taste))) return [yes, no]
      return isNull ? [no, yes] : sorted([yes, no], taste)
    }
    case 'not':
      return sorted(
        negate(schema.not === true ? {} : (schema.not as JsonSchema), taste.schemas).map((way) => [way]),
        { ...taste, hint: undefined },
      )
    case 'dependent': {
      const name = choice.name as string
      const alternatives = [[mapOf(schema, 'dependentSchemas')[name] as JsonSchema], [{ properties: { [name]: false } }]]
      return taste.random === undefined ? alternatives : shuffle(alternatives, taste.random)
    }
    case 'mapping':
      return [
        ...sorted(
          (choice.extensions ?? []).map((extension) => [extension]),
          taste,
        ),
        [],
      ]
  }
}

/** Whether an alternative leads back to a schema on the way to it. */
function isRound(alternative: readonly JsonSchema[], { trail, schemas }: Taste): boolean {
  return certainParts(alternative, schemas).some(({ $ref }) => typeof $ref === 'string' && trail.includes($ref))
}

function sorted(
  alternatives: readonly (readonly JsonSchema[])[],
  taste: Taste,
  tagged: ReadonlySet<readonly JsonSchema[]> = none,
): readonly (readonly JsonSchema[])[] {
  const { hint, random, schemas } = taste
  const shuffled = random === undefined ? alternatives : shuffle(alternatives, random)
  const ranked = shuffled.map((alternative) => ({
    alternative,
    suits: hint === undefined ? 0 : affinity(alternative, hint, schemas),
    height: Math.max(0, ...alternative.map((schema) => taste.heights.of(schema))),
    isRound: isRound(alternative, taste),
    isTagged: tagged.has(alternative),
    isNull: alternative.some((schema) => kindsOf(schema) === kinds.null),
  }))
  const last = (is: boolean) => (is ? 1 : 0)
  ranked.sort(
    (a, b) =>
      b.suits - a.suits ||
      last(!a.isTagged) - last(!b.isTagged) ||
      last(a.height === Infinity) - last(b.height === Infinity) ||
      (taste.isFlat ? a.height - b.height : last(a.isNull) - last(b.isNull)) ||
      last(a.isRound) - last(b.isRound),
  )
  return ranked.map(({ alternative }) => alternative)
}

const none: ReadonlySet<readonly JsonSchema[]> = new Set()

function shuffle<Item>(items: readonly Item[], random: Source): Item[] {
  const shuffled = [...items]
  for (let index = shuffled.length - 1; index > 0; index--) {
    const other = random.int(index + 1)
    const kept = shuffled[index] as Item
    shuffled[index] = shuffled[other] as Item
    shuffled[other] = kept
  }
  return shuffled
}
