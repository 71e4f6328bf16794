import type { Engine } from '../engine/index.ts'
import { type Diagnostic, didYouMean } from '../kernel/index.ts'
import type { CallStep, FactPath, ScenarioCode, ScenarioStep } from '../world/index.ts'
import { isJson } from './step-request.ts'

/** Finds what can be seen of steps without playing them: operations, parameters and assumptions that are not there. */
export function checkSteps({ api, backend }: Engine, steps: readonly ScenarioStep[]): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  const names = new Set<string>()
  for (const { facts, locate } of steps) {
    const report: Report = (code, message, path, part = 'value') =>
      diagnostics.push({ code, severity: 'error', message, where: locate(path, part) })
    if ('assume' in facts) checkAssumptions(backend.assumptions, facts.assume, report)
    if (!('call' in facts)) continue
    checkCall(api, facts, report)
    if (facts.name === undefined) continue
    if (names.has(facts.name))
      report('scenario.value', `${JSON.stringify(facts.name)} names an earlier step; expected another name.`, ['name'])
    names.add(facts.name)
  }
  return diagnostics
}

type Report = (code: ScenarioCode, message: string, path: FactPath, part?: 'key' | 'value') => void

function checkCall(api: Engine['api'], step: CallStep, report: Report): void {
  const operation = api.operation(step.call)
  if (operation === undefined) {
    const names = api.operations.map(({ id }) => id)
    report('scenario.step.unknown', `${JSON.stringify(step.call)} is no operation of ${api.title}.${didYouMean(step.call, names)}`, [
      'call',
    ])
    return
  }
  const { names } = operation.path
  const given = Object.keys(step.path ?? {})
  for (const name of given) {
    if (names.includes(name)) continue
    const message = `${JSON.stringify(name)} is not in the path of ${step.call}, ${operation.path.template}.${didYouMean(name, names)}`
    report('scenario.step.unknown', message, ['path', name], 'key')
  }
  const missing = names.filter((name) => !given.includes(name))
  if (missing.length > 0 && given.every((name) => names.includes(name))) {
    const message = `${step.call} needs ${missing.join(' and ')} for its path, ${operation.path.template}; expected them under path.`
    report('scenario.key.missing', message, step.path === undefined ? ['call'] : ['path'])
  }
  if (!('body' in step)) return
  if (!operation.hasBody) report('scenario.value', `${step.call} takes no body; expected none.`, ['body'], 'key')
  else if (typeof step.body !== 'string' && !isJson(step.headers))
    report('scenario.type', 'A body that is not sent as JSON is sent as it is; expected a text.', ['body'], 'key')
}

function checkAssumptions(known: Engine['backend']['assumptions'], values: Readonly<Record<string, string>>, report: Report): void {
  const names = known.map(({ name }) => name)
  for (const [name, value] of Object.entries(values)) {
    const assumption = known.find((one) => one.name === name)
    const allowed = assumption === undefined ? [] : [assumption.default, ...assumption.alternatives]
    if (assumption === undefined) {
      const message = `${JSON.stringify(name)} is no assumption; expected one of ${names.join(', ')}.${didYouMean(name, names)}`
      report('scenario.step.unknown', message, ['assume', name], 'key')
    } else if (!allowed.includes(value)) {
      const message = `${JSON.stringify(value)} is no value of ${name}; expected ${allowed.join(' or ')}.${didYouMean(value, allowed)}`
      report('scenario.value', message, ['assume', name])
    }
  }
}
