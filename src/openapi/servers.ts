import { didYouMean, isObject } from '../kernel/index.ts'
import type { Node } from './document.ts'
import type { Finding } from './finding.ts'
import { isAddress } from './remote.ts'

/** More base paths than this a server has only on paper; then its variables take any value. */
const mostBases = 32

/** Reads the base paths of a list of servers, once for each list. */
export class Servers {
  readonly #source: string
  readonly #findings: Finding[]
  readonly #known = new Map<unknown, readonly string[]>()

  constructor(source: string, findings: Finding[]) {
    this.#source = isAddress(source) ? source : 'http://localhost/'
    this.#findings = findings
  }

  /** Base paths, as templates: `/v1`, `/{tenant}/v1`, and the empty one for a server that has none. Where nothing is declared, that alone (OAS 3.1 §4.8.1). */
  basesOf(servers: unknown, pointer: string): readonly string[] {
    if (!Array.isArray(servers) || servers.length === 0) return ['']
    const known = this.#known.get(servers)
    if (known !== undefined) return known
    const bases = [...new Set(servers.flatMap((server, index) => this.#basesOf(server, `${pointer}/${index}`)))]
    this.#known.set(servers, bases)
    return bases
  }

  #basesOf(server: unknown, pointer: string): readonly string[] {
    if (!isObject(server) || typeof server.url !== 'string') {
      this.#report(pointer, 'A server has no "url", so it is passed over. Give it one, such as "/v1".')
      return ['']
    }
    const variables = isObject(server.variables) ? server.variables : {}
    const path = toPath(server.url, variables)
    const choices = names(path).map((name) => [name, this.#valuesOf(name, variables, pointer)] as const)
    const count = choices.reduce((product, [, values]) => product * (values?.length ?? 1), 1)
    let written = [path]
    for (const [name, values] of choices) {
      if (values === undefined || count > mostBases) continue
      written = written.flatMap((one) => values.map((value) => one.replaceAll(`{${name}}`, value)))
    }
    // what a variable is by default may be several segments, or none
    const usual = choices.reduce((one, [name]) => one.replaceAll(`{${name}}`, defaultOf(variables[name]) ?? `{${name}}`), path)
    return [...new Set([usual, ...written].map((one) => this.#resolve(one)))]
  }

  /** What a variable may be; undefined = anything. */
  #valuesOf(name: string, variables: Node, pointer: string): readonly string[] | undefined {
    const variable = variables[name]
    if (!isObject(variable)) {
      const hint = didYouMean(name, Object.keys(variables)) || ' Declare it, with a default.'
      this.#report(pointer, `The server's variable "${name}" is not declared, so any text is taken in its place.${hint}`)
      return undefined
    }
    if (!Array.isArray(variable.enum)) return undefined
    const values = variable.enum.map(String)
    const usual = defaultOf(variable)
    if (usual !== undefined && !values.includes(usual)) {
      const message = `The default ${JSON.stringify(usual)} of the server's variable "${name}" is not in its enum; both are served.`
      this.#report(`${pointer}/variables/${name}`, message)
    }
    return values
  }

  /** Relative to where the document stands (OAS 3.1 §4.8.5); without a slash at the end, since every path begins with one. */
  #resolve(path: string): string {
    const { pathname } = new URL(path.replaceAll('{', '%7B').replaceAll('}', '%7D'), this.#source)
    return pathname.replaceAll('%7B', '{').replaceAll('%7D', '}').replace(/\/+$/, '')
  }

  #report(pointer: string, message: string): void {
    this.#findings.push({ code: 'server.invalid', severity: 'warning', message, pointer })
  }
}

/** What follows scheme and host, which are another machine's. */
function toPath(url: string, variables: Node): string {
  // the whole beginning may be a variable: `{server}/v1`
  const [, first = '', rest = ''] = /^\{([^{}]*)\}(.*)$/.exec(url) ?? []
  const start = defaultOf(variables[first])
  const whole = start?.includes('://') === true ? start + rest : url
  return whole.replace(/^[^/?#]*\/\/[^/?#]*/, '').replace(/[?#].*$/, '')
}

function names(path: string): readonly string[] {
  return [...new Set([...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name))]
}

function defaultOf(variable: unknown): string | undefined {
  return isObject(variable) && variable.default !== undefined ? String(variable.default) : undefined
}
