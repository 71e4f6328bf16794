import { didYouMean } from '../../kernel/index.ts'
import type { Api, Operation } from '../../openapi/index.ts'
import type { FactPath } from '../../world/index.ts'
import type { BackendFinding } from '../codes.ts'
import { sentShape } from './answers.ts'
import { type Correction, unfit } from './corrections.ts'
import type { Draft } from './drafts.ts'
import { type Field, shownAs } from './fields.ts'
import { identify, kindOf, type Naming } from './identity.ts'
import type { Collection, Filter, Identity, Keep, Parent, Sets } from './model.ts'
import { queryNamesOf } from './query-names.ts'

/** What corrections make of what was inferred of one collection. */
export class Corrector {
  readonly #api: Api
  readonly #draft: Draft
  readonly #said: readonly Correction[]
  readonly #findings: BackendFinding[]
  readonly #shown: ReadonlyMap<string, Field>

  constructor(api: Api, draft: Draft, said: readonly Correction[], shown: ReadonlyMap<string, Field>, findings: BackendFinding[]) {
    this.#api = api
    this.#draft = draft
    this.#said = said
    this.#shown = shown
    this.#findings = findings
  }

  id(naming: Naming): Identity {
    let id = identify(this.#api, this.#shown, naming)
    for (const { facts, locate } of this.#said) {
      if (facts.id === undefined) continue
      const given = typeof facts.id === 'string' ? { property: facts.id } : facts.id
      const at = (key: string): FactPath => (typeof facts.id === 'string' ? ['id'] : ['id', key])
      for (const [key, name] of [['property', given.property] as const, ...(given.also ?? []).map((one) => ['also', one] as const)])
        if (name !== undefined) this.#requireShown(name, () => locate(at(key)))
      const isOther = given.property !== undefined && given.property !== id.property
      const kind = isOther ? kindOf(this.#shown.get(given.property as string)?.parts ?? []) : { kind: id.kind, prefix: id.prefix }
      id = { ...id, ...(isOther && { also: [] }), ...kind, ...given }
    }
    return id
  }

  parent(inferred: Parent | undefined, names: ReadonlyMap<string, Draft>): Parent | undefined {
    let parent = inferred
    for (const { facts, locate } of this.#said) {
      if (facts.parent === undefined) continue
      const holder = facts.parent === null ? undefined : names.get(facts.parent)
      const wrong =
        facts.parent === null
          ? undefined
          : holder === undefined
            ? `There is no collection ${JSON.stringify(facts.parent)}.${didYouMean(facts.parent, names.keys())}`
            : inferred === undefined
              ? `Nothing in ${this.#draft.grounds.template} names what an item is a part of.`
              : holder === this.#draft || parametersIn(holder) + 1 !== inferred.parameters.length
                ? `An item of ${holder.name} is named by ${parametersIn(holder) + 1} parameters, and ${this.#draft.grounds.template} has ${inferred.parameters.length}.`
                : undefined
      if (wrong !== undefined) this.#findings.push(unfit(wrong, locate(['parent'])))
      else if (inferred !== undefined) parent = { ...inferred, collection: facts.parent ?? undefined }
    }
    return parent
  }

  unique(inferred: readonly string[]): readonly string[] {
    let unique = inferred
    for (const { facts, locate } of this.#said) {
      if (facts.unique === undefined) continue
      facts.unique.forEach((name, index) => {
        this.#requireShown(name, () => locate(['unique', index]), this.#sent())
      })
      unique = facts.unique.map((name) => shownAs(name, this.#shown.keys()))
    }
    return unique
  }

  sets(inferred: Collection['sets']): Collection['sets'] {
    const sets: Record<string, Sets> = { ...inferred }
    for (const { facts, locate } of this.#said) {
      for (const [id, values] of Object.entries(facts.sets ?? {})) {
        if (this.#own(id, () => locate(['sets', id], 'key')) === undefined) continue
        for (const name of Object.keys(values)) this.#requireShown(name, () => locate(['sets', id, name], 'key'))
        if (Object.keys(values).length > 0) sets[id] = values
        else delete sets[id]
      }
    }
    return sets
  }

  filters(inferred: Collection['filters']): Collection['filters'] {
    const filters: Record<string, Record<string, Filter>> = Object.fromEntries(
      Object.entries(inferred).map(([id, byName]) => [id, { ...byName }]),
    )
    for (const { facts, locate } of this.#said) {
      for (const [id, byName] of Object.entries(facts.filters ?? {})) {
        const operation = this.#own(id, () => locate(['filters', id], 'key'))
        if (operation === undefined) continue
        for (const [parameter, given] of Object.entries(byName)) {
          const found = this.#filter(operation, parameter, given, (part) => locate(['filters', id, parameter], part))
          const { [parameter]: _, ...others } = filters[id] ?? {}
          filters[id] = found === undefined ? others : { ...others, [parameter]: found }
        }
        if (Object.keys(filters[id] ?? {}).length === 0) delete filters[id]
      }
    }
    return filters
  }

  /** Undefined where nobody says. */
  keep(): Keep | undefined {
    return this.#said.map(({ facts }) => facts.keep).findLast((one) => one !== undefined)
  }

  #filter(
    operation: Operation,
    parameter: string,
    given: string | Filter | null,
    locate: (part: 'key' | 'value') => ReturnType<Correction['locate']>,
  ): Filter | undefined {
    const queries = queryNamesOf(this.#api, operation, () => this.#shown.keys()).map(({ name }) => name)
    if (!queries.includes(parameter)) {
      this.#findings.push(
        unfit(
          `${operation.id} has no parameter ${JSON.stringify(parameter)} in its query.${didYouMean(parameter, queries)}`,
          locate('key'),
        ),
      )
      return undefined
    }
    if (given === null) return undefined
    const found: Filter = typeof given === 'string' ? { property: given, test: 'is' } : { ...given, test: given.test ?? 'is' }
    if (found.property === '*') return found
    this.#requireShown(found.property, () => locate('value'), this.#sent())
    return { ...found, property: shownAs(found.property, this.#shown.keys()) }
  }

  #own(id: string, where: () => ReturnType<Correction['locate']>): Operation | undefined {
    const own = this.#draft.operations.map(({ operation }) => operation)
    const found = own.find((one) => one.id === id)
    if (found === undefined) {
      const ids = own.map((one) => one.id)
      this.#findings.push(unfit(`${this.#draft.name} has no operation ${JSON.stringify(id)}.${didYouMean(id, ids)}`, where()))
    }
    return found
  }

  #requireShown(name: string, where: () => ReturnType<Correction['locate']>, more: readonly string[] = []): void {
    const known = [...this.#shown.keys(), ...more]
    // Of what stands inside another, the other is known.
    if (known.includes(name) || known.includes(name.slice(0, Math.max(0, name.indexOf('.'))))) return
    this.#findings.push(unfit(`No answer shows a ${JSON.stringify(name)} of ${this.#draft.name}.${didYouMean(name, known)}`, where()))
  }

  #sent(): readonly string[] {
    return this.#draft.operations.flatMap(({ operation }) => [...sentShape(this.#api, operation, this.#shown).fields.keys()])
  }
}

function parametersIn({ grounds }: Draft): number {
  return grounds.segments.filter((segment) => segment.startsWith('{')).length
}
