import type { Diagnostic } from '../../../kernel/index.ts'
import type { FactPath, Scenario } from '../../../world/index.ts'

/** What can be wrong with facts whose shape is right. */
export const factCodes = {
  'scenario.value.document': "The document's own schema refuses a value that the API would send.",
  'scenario.value.time': 'A time that does not exist.',
  'scenario.value.order': 'A time that lies in the future, or before one that must have come first.',
  'scenario.value.state': 'A fact that does not go with the state of a member.',
  'scenario.double.email': 'Two entries for one e-mail address; letter case makes no difference.',
  'scenario.double.id': 'One id, key or user name for two things.',
  'scenario.double.name': 'Two roles or departments of one name in an organization; letter case makes no difference.',
  'scenario.unknown.person': 'An e-mail address of nobody in the scenario.',
  'scenario.unknown.role': 'The name of no role in the organization.',
  'scenario.unknown.department': 'The name of no department in the organization.',
  'scenario.unknown.assumption': 'The name of no assumption.',
  'scenario.value.assumption': 'A value that an assumption can not have.',
  'scenario.department.cycle': 'A department that lies below itself.',
  'scenario.token.reserved': 'A token whose meaning is fixed.',
  'scenario.organization.ownerless': 'An organization without an active owner (a warning).',
} as const

export type FactCode = keyof typeof factCodes

/** Collects what is wrong, each with the place of the fact. */
export class Finder {
  readonly diagnostics: Diagnostic[] = []
  readonly #scenario: Scenario

  constructor(scenario: Scenario) {
    this.#scenario = scenario
  }

  report(code: FactCode, message: string, path: FactPath, part: 'key' | 'value' = 'value'): void {
    const severity = code === 'scenario.organization.ownerless' ? 'warning' : 'error'
    this.diagnostics.push({ code, severity, message, where: this.#scenario.locate(path, part) })
  }

  /** `file:line` of a fact, for a message about another one. */
  lineOf(path: FactPath): string {
    const { file, line } = this.#scenario.locate(path, 'key')
    return `${file}:${line}`
  }

  get hasErrors(): boolean {
    return this.diagnostics.some((diagnostic) => diagnostic.severity === 'error')
  }
}
