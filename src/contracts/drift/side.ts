import { jsonOrText } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'
import type { Answer } from './compare.ts'
import type { Keep, Step, Tidying } from './journey.ts'
import { fill, fillText, missing, type Variables } from './template.ts'

/** Where one side is, and what is known of it before the first step. */
export interface SideOptions {
  /** No trailing slash. */
  readonly url: string
  readonly token: string
  readonly organization: string
  /** Undefined when there is none; what needs it is skipped then. */
  readonly otherOrganization: string | undefined
  /** The token for the other organization, if it is another one. */
  readonly otherToken?: string | undefined
}

export interface Rules {
  readonly api: Api
  readonly tidying: Tidying
  readonly ownFields: ReadonlySet<string>
  /** False forces the mail flag of an invitation to false. */
  readonly mayMail: boolean
  /** Milliseconds. */
  readonly timeout: number
}

/** A service that can't be asked. */
export class Unreachable extends Error {}

interface Left {
  readonly params: Readonly<Record<string, string>>
  readonly token: string
}

/** One of the two services: plays steps, remembers what it was told, and takes out again whom it invited. */
export class Side {
  readonly name: 'mock' | 'provider'
  readonly #url: string
  readonly #rules: Rules
  #variables: Variables
  /** Who was invited and not removed, by organization and id. */
  readonly #left = new Map<string, Left>()
  /** Whose invitation was not answered: they may be members, under an id that nobody knows. */
  readonly #unsure = new Set<string>()

  constructor(name: 'mock' | 'provider', options: SideOptions, variables: Variables, rules: Rules) {
    const { url, token, organization, otherOrganization, otherToken = token } = options
    this.name = name
    this.#url = url.replace(/\/+$/, '')
    this.#rules = rules
    this.#variables = {
      ...variables,
      token,
      organization,
      ...(otherOrganization !== undefined && { other_organization: otherOrganization, other_token: otherToken }),
    }
  }

  /** The variables a step needs that this side does not have. */
  lacks({ params, query, body, raw, as = 'token' }: Step): readonly string[] {
    return missing([params, query, body, raw, as === null ? '' : `{${as}}`], this.#variables)
  }

  /** Throws `Unreachable` when nothing answers. */
  async play(step: Step): Promise<Answer> {
    const { as = 'token' } = step
    const token = as === null ? undefined : this.#variables[as]
    const params = fill(step.params ?? {}, this.#variables) as Record<string, string>
    const body = this.#bodyOf(step)
    const query = fill(step.query ?? {}, this.#variables) as Record<string, string>
    const answer = await this.#send(step.operation, params, { token, query, body }).catch((thrown) => {
      if (step.operation === this.#rules.tidying.invite)
        this.#unsure.add(`${body} in ${params.organization_id} (not answered, may be a member)`)
      throw thrown
    })
    this.#remember(step, params, answer)
    return answer
  }

  /** Removes whoever is left; one line for each that could not be. */
  async tidy(): Promise<readonly string[]> {
    const failed = [...this.#unsure]
    const { remove, removeBody } = this.#rules.tidying
    for (const [key, { params, token }] of this.#left) {
      const who = `${params.user_id} in ${params.organization_id}`
      try {
        const { status } = await this.#send(remove, params, { token, body: JSON.stringify(removeBody) })
        // 404: no member any more, which is what was wanted.
        if (status < 300 || status === 404) this.#left.delete(key)
        else failed.push(`${who} (${remove} answered ${status})`)
      } catch (thrown) {
        failed.push(`${who} (${(thrown as Error).message})`)
      }
    }
    return failed
  }

  #bodyOf({ body, raw, operation }: Step): string | undefined {
    if (raw !== undefined) return fillText(raw, this.#variables)
    if (body === undefined) return undefined
    const filled = fill(body, this.#variables)
    const { tidying, mayMail } = this.#rules
    return JSON.stringify(operation === tidying.invite && !mayMail ? { ...(filled as object), [tidying.mailFlag]: false } : filled)
  }

  async #send(
    operationId: string,
    params: Readonly<Record<string, string>>,
    { token, query = {}, body }: { token?: string | undefined; query?: Readonly<Record<string, string>>; body?: string | undefined },
  ): Promise<Answer> {
    const { api, timeout, ownFields } = this.#rules
    const operation = api.operation(operationId)
    if (operation === undefined) throw new Error(`The document has no operation ${operationId}, which a journey plays.`)
    const path = operation.path.template.replace(/\{([^{}]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    const search = new URLSearchParams(query).toString()
    const variables = this.#variables
    try {
      const response = await fetch(`${this.#url}${path}${search === '' ? '' : `?${search}`}`, {
        method: operation.method,
        headers: {
          accept: 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body }),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeout),
      })
      const lens = { mask: (text: string) => mask(text, variables), isOwn: (name: string) => ownFields.has(name) }
      return { status: response.status, headers: Object.fromEntries(response.headers), body: jsonOrText(await response.text()), lens }
    } catch (thrown) {
      const { cause, message } = thrown as Error
      const { code, message: reason } = (cause ?? {}) as NodeJS.ErrnoException
      throw new Unreachable(`The ${this.name} at ${this.#url} does not answer ${operation.method} ${path}: ${code ?? reason ?? message}.`)
    }
  }

  #remember(step: Step, params: Readonly<Record<string, string>>, answer: Answer): void {
    const { invite, remove } = this.#rules.tidying
    const isGood = answer.status >= 200 && answer.status < 300
    if (!isGood) return
    const id = idIn(answer.body)
    const organization = params.organization_id ?? ''
    if (step.operation === invite && typeof id === 'string') {
      // Whoever invited may be removed first, so that the administrator's token it is.
      const { token: own = '', other_organization: other, other_token: otherToken = own } = this.#variables
      const params = { organization_id: organization, user_id: id }
      this.#left.set(`${organization} ${id}`, { params, token: organization === other ? otherToken : own })
    }
    if (step.operation === remove) this.#left.delete(`${organization} ${params.user_id}`)
    const kept = Object.entries(step.keep ?? {}).flatMap(([name, keep]) => {
      const value = pick(answer.body, keep)
      return value === undefined ? [] : [[name, value] as const]
    })
    this.#variables = { ...this.#variables, ...Object.fromEntries(kept) }
  }
}

/** Longest first, so that an address does not lose a part that is a variable too. */
function mask(text: string, variables: Variables): string {
  let masked = text
  const known = Object.entries(variables).filter(([, value]) => value.length >= 4)
  for (const [name, value] of known.sort(([, a], [, b]) => b.length - a.length)) {
    masked = masked.replaceAll(value, `<${name}>`)
    if (value !== value.toUpperCase()) masked = masked.replaceAll(value.toUpperCase(), `<${name} in capital letters>`)
  }
  return masked
}

/** The id of what was made, also where the provider has put it into a wrapper that the document does not know. */
function idIn(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return undefined
  if ('id' in body) return body.id
  return Object.values(body)
    .map((inside) => (inside as { id?: unknown } | null)?.id)
    .find((id) => typeof id === 'string')
}

function pick(body: unknown, { at, match, field, where = {} }: Keep): string | undefined {
  let value: unknown = body
  for (const token of at.split('/').slice(1)) value = (value as Record<string, unknown> | null | undefined)?.[token]
  if (field !== undefined) {
    const entries = Array.isArray(value) ? (value as Record<string, unknown>[]) : []
    const fits = (entry: Record<string, unknown>) => Object.entries(where).every(([name, wanted]) => entry[name] === wanted)
    value = (entries.find(fits) ?? entries[0])?.[field]
  }
  if (typeof value !== 'string') return undefined
  return match === undefined ? value : match.exec(value)?.[0]
}
