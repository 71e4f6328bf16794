import type { Report } from '../contracts/index.ts'
import { toLine, toLocation } from '../kernel/index.ts'
import type { Passed, ProxyFinding, Upstream } from '../proxy/index.ts'

/** How many different findings are told at the end; each was told when it was met. */
const most = 1000

/** How many fields that are declared nowhere are named at the end. */
const mostFields = 20

interface Met {
  readonly finding: ProxyFinding
  /** The operation; undefined when the document has none. */
  readonly of: string | undefined
  times: number
}

/** What has passed so far, added up: as much as there are operations and kinds of findings, however long it runs. */
export class Tally {
  readonly #operations = new Map<string, number>()
  readonly #met = new Map<string, Met>()
  /** By operation and sentence. */
  readonly #undeclared = new Map<string, number>()
  #exchanges = 0
  #fields = 0
  #broken = 0
  #withoutUpstream = 0
  #more = 0

  get hasBreaches(): boolean {
    return this.#broken > 0
  }

  add({ operationId, from, findings, undeclared }: Passed): void {
    this.#exchanges++
    if (from !== 'upstream') this.#withoutUpstream++
    if (findings.some(({ severity }) => severity === 'error')) this.#broken++
    if (operationId !== undefined) this.#operations.set(operationId, (this.#operations.get(operationId) ?? 0) + 1)
    this.#fields += undeclared.length
    for (const finding of undeclared) {
      const text = `${operationId}: ${finding.message} (${toLocation(finding.where)})`
      if (this.#undeclared.size < most || this.#undeclared.has(text)) this.#undeclared.set(text, (this.#undeclared.get(text) ?? 0) + 1)
    }
    for (const finding of findings) {
      const key = JSON.stringify([operationId, finding.code, finding.message, finding.where])
      const met = this.#met.get(key)
      if (met !== undefined) met.times++
      else if (this.#met.size < most) this.#met.set(key, { finding, of: operationId, times: 1 })
      else this.#more++
    }
  }

  toReport(upstream: Upstream, document: string, notes: readonly string[]): Report {
    const of = (id: string | undefined) =>
      [...this.#met.values()]
        .filter((met) => met.of === id)
        .map(({ finding, times }) => {
          const { code, severity, where, message } = finding
          return { code, severity, where, message: times === 1 ? message : `${message} (${times} times)` }
        })
    const cases = [...this.#operations].map(([name, times]) => {
      const findings = of(name)
      const status = findings.some(({ severity }) => severity === 'error') ? ('failed' as const) : ('passed' as const)
      return { name: `${name} (${times === 1 ? 'once' : `${times} times`})`, group: 'operations', status, findings }
    })
    const figures = {
      exchanges: this.#exchanges,
      'exchanges that break the document': this.#broken,
      'not answered by the upstream': this.#withoutUpstream,
      'fields the document does not declare': this.#fields,
    }
    const more = this.#more === 0 ? [] : [`${this.#more} further findings were told only when they were met`]
    return {
      command: 'proxy',
      title: `${upstream.name} held to ${document}`,
      cases,
      findings: of(undefined),
      figures,
      notes: [...notes, ...this.#undeclaredNotes(), ...more],
    }
  }

  /** The fields met most often; who wants all of them has them in JSON, or as findings with --undeclared fail. */
  #undeclaredNotes(): readonly string[] {
    const all = [...this.#undeclared].sort(([, a], [, b]) => b - a)
    const named = all.slice(0, mostFields).map(([text, times]) => (times === 1 ? text : `${text}, ${times} times`))
    return all.length > mostFields ? [...named, `${all.length - mostFields} further fields that the document does not declare`] : named
  }
}

/** One exchange for a terminal, with what is wrong below it. */
export function toBlock({ method, target, status, from, reason, durationMs, findings }: Passed): string {
  const who = from === 'upstream' ? '' : ` by the ${from}: ${reason}`
  const first = `${method} ${target} ${status ?? 'no answer'} (${Math.round(durationMs)} ms)${who}`
  return [first, ...findings.map((finding) => `  ${toLine(finding)}`)].map((line) => `  ${line}\n`).join('')
}

/** The same for programs. */
export function toJsonLine({ id, method, target, operationId, status, from, reason, durationMs, findings, undeclared }: Passed): string {
  const duration_ms = Math.round(durationMs)
  return `${JSON.stringify({ event: 'exchange', id, method, target, operation_id: operationId, status, from, reason, duration_ms, findings, undeclared })}\n`
}
