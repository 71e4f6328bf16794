import type { JsonSchema } from '../../openapi/index.ts'
import { alternativesOf, type Choice, choicesOf, type Taste } from './choices.ts'
import { clash, deepest } from './clash.ts'
import { extensionsOf } from './discriminator.ts'
import { listOf, mostParts } from './parts.ts'

/** Everything that applies to one value, with its choices made. */
export interface Settled {
  readonly parts: readonly JsonSchema[]
  /** References followed. */
  readonly references: readonly string[]
  /** Whether there was anything to choose. */
  readonly isChosen: boolean
  /** Whether the same schemas always come to this. */
  readonly isCertain: boolean
}

/** Why nothing can be settled. */
export class Clash {
  readonly reason: string
  constructor(reason: string) {
    this.reason = reason
  }
}

/** Combinations of choices that are tried for one value. */
const mostTries = 3000

/** Follows references, joins what applies together, and makes choices that go together: the first combination in order of taste. */
export function settle(schemas: readonly JsonSchema[], taste: Taste): Settled | Clash {
  const first = absorb({ parts: [], seen: new Set(), references: [], choices: [] }, schemas, taste)
  if (first === undefined) return new Clash(`more than ${mostParts} schemas apply to one value`)
  const budget = { tries: 0, reason: '' }
  const found = decide(first, taste, budget)
  if (found === undefined) return new Clash(budget.reason)
  return { parts: found.parts, references: found.references, isChosen: budget.tries > 1, isCertain: first.choices.length === 0 }
}

interface State {
  readonly parts: readonly JsonSchema[]
  readonly seen: ReadonlySet<JsonSchema>
  readonly references: readonly string[]
  /** Choices still open. */
  readonly choices: readonly Choice[]
}

function decide(state: State, taste: Taste, budget: { tries: number; reason: string }): State | undefined {
  if (++budget.tries > mostTries || --taste.effort.left < 0) return undefined
  // With nothing to choose between, what is wrong with a property is found when it is made, and told with its own place.
  const depth = budget.tries === 1 && state.choices.length === 0 ? deepest : 0
  const why = clash(state.parts, taste.schemas, taste.isLoose, depth)
  if (why !== undefined) {
    if (budget.reason === '') budget.reason = why
    return undefined
  }
  const [choice, ...others] = state.choices
  if (choice === undefined) return state
  for (const alternative of alternativesOf(choice, taste)) {
    const next = absorb({ ...state, choices: others }, alternative, taste)
    const decided = next === undefined ? undefined : decide(next, taste, budget)
    if (decided !== undefined) return decided
    if (budget.tries > mostTries) break
  }
  if (budget.reason === '') budget.reason = `no alternative under ${choice.keyword} goes with the rest`
  return undefined
}

/** The state with some schemas added, their references followed and their `allOf` opened; undefined when there is no end to it. */
function absorb(state: State, schemas: readonly JsonSchema[], taste: Taste): State | undefined {
  const parts = [...state.parts]
  const seen = new Set(state.seen)
  const references = [...state.references]
  const choices = [...state.choices]
  const waiting = [...schemas].reverse()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next) || typeof next !== 'object') continue
    seen.add(next)
    parts.push(next)
    if (parts.length > mostParts) return undefined
    choices.push(...choicesOf(next))
    waiting.push(...listOf(next, 'allOf').toReversed())
    const target = typeof next.$ref === 'string' ? taste.schemas.target(next.$ref) : undefined
    if (target !== undefined) {
      references.push(next.$ref as string)
      waiting.push(target)
    }
    const extensions = extensionsOf(next, parts, taste.schemas)
    if (extensions !== undefined) choices.push({ schema: next, keyword: 'mapping', extensions })
  }
  return { parts, seen, references, choices }
}
