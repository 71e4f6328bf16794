import { type Diagnostic, didYouMean, toPointer } from '../kernel/index.ts'
import type { FactPath, ScenarioCode } from './scenario.ts'
import type { Fixture } from './scenario-fixture.ts'
import { merge } from './scenario-merge.ts'
import { commonSchemas } from './scenario-schema.ts'
import { checkShape } from './scenario-shape.ts'

/** Values by name, which stand in a fixture as `${name}`. */
export type ScenarioParams = Readonly<Record<string, string>>

/** A chain of fixtures whose placeholders are filled in; what could not be is among the findings. */
export interface Filled {
  readonly chain: readonly Fixture[]
  /** What every parameter came to. */
  readonly params: ScenarioParams
  readonly findings: readonly Diagnostic[]
}

/**
 * Fills the given values, or the defaults that stand under `params`, into all keys and values of the fixtures, before anything else is
 * looked at: what comes out is checked as if it had been written so. A chain that declares none is left alone, `${…}` in it included;
 * in one that does, `$${name}` is the text `${name}`.
 */
export function fillParams(chain: readonly Fixture[], given: ScenarioParams): Filled {
  const findings: Diagnostic[] = []
  const report = (fixture: Fixture, code: ScenarioCode, message: string, path: FactPath, part: 'key' | 'value') =>
    findings.push({ code, severity: 'error', message, where: fixture.find(path, part).where })
  let declared: Readonly<Record<string, unknown>> = {}
  for (const fixture of chain.toReversed()) {
    const own = fixture.value.params
    if (own === undefined) continue
    const wrong = checkShape(commonSchemas.params, own, ['params'])
    for (const { code, message, path, part } of wrong) report(fixture, code, message, path, part)
    if (wrong.length === 0) declared = merge(declared, own as Readonly<Record<string, unknown>>)
  }
  const names = Object.keys(declared)
  const there = names.length === 0 ? 'This scenario has no parameters.' : `There are: ${names.join(', ')}.`
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(declared, name)) continue
    const message = `There is no parameter ${JSON.stringify(name)}.${didYouMean(name, names)} ${there}`
    report(chain[0] as Fixture, 'scenario.param.unknown', message, ['params'], 'key')
  }
  const params = { ...declared, ...given } as ScenarioParams
  if (findings.length > 0 || names.length === 0) return { chain, params, findings }
  const filled = chain.map((fixture) => fill(fixture, params, (code, message, path, part) => report(fixture, code, message, path, part)))
  return { chain: filled, params, findings }
}

type Report = (code: ScenarioCode, message: string, path: FactPath, part: 'key' | 'value') => void

function fill(fixture: Fixture, params: ScenarioParams, report: Report): Fixture {
  /** What a key was before it was filled, by where it stands now. */
  const written = new Map<string, string>()
  const fillText = (text: string, path: FactPath, part: 'key' | 'value') =>
    text.replaceAll(/\$(\$?)\{([^{}]*)\}/g, (whole, isMeant: string, name: string) => {
      if (isMeant !== '') return whole.slice(1)
      const value = Object.hasOwn(params, name) ? params[name] : undefined
      if (value !== undefined) return value
      const names = Object.keys(params)
      const hint = `${didYouMean(name, names)} There are: ${names.join(', ')}; the text itself is written $\${${name}}.`
      report('scenario.param.unknown', `${whole} names no parameter.${hint}`, path, part)
      return whole
    })
  const fillValue = (value: unknown, path: FactPath, now: FactPath): unknown => {
    if (typeof value === 'string') return fillText(value, path, 'value')
    if (Array.isArray(value)) return value.map((item, index) => fillValue(item, [...path, index], [...now, index]))
    if (value === null || typeof value !== 'object') return value
    const entries = new Map<string, unknown>()
    for (const [key, inside] of Object.entries(value)) {
      const filled = fillText(key, [...path, key], 'key')
      if (entries.has(filled)) {
        report('scenario.key.duplicate', `Filled in, this key is ${JSON.stringify(filled)}, which is there already.`, [...path, key], 'key')
      }
      const place = [...now, filled]
      if (filled !== key) written.set(toPointer(place), key)
      entries.set(filled, fillValue(inside, [...path, key], place))
    }
    return Object.fromEntries(entries)
  }
  const { params: own, ...facts } = fixture.value
  const value = { ...(fillValue(facts, [], []) as Fixture['value']), ...(own === undefined ? {} : { params: own }) }
  const asWritten = (path: FactPath) => path.map((step, index) => written.get(toPointer(path.slice(0, index + 1))) ?? step)
  return { file: fixture.file, value, find: (path, part) => fixture.find(asWritten(path), part) }
}
