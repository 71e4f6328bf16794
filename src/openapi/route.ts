/** A path template as find-my-way (Fastify's router) takes it. */
export interface Route {
  readonly route: string
  readonly names: readonly string[]
  /** Why the template can't be routed. */
  readonly fault: string | undefined
}

const parameter = /\{([^{}]*)\}/g

/**
 * OAS 3.1 §4.8.8.2. Parameters get the synthetic names p0, p1, …: names of a template may hold what the router takes as syntax.
 * A segment of one parameter becomes `:p0`; one that mixes text and parameters gets a non-greedy expression, so that text wins.
 */
export function toRoute(template: string): Route {
  const names: string[] = []
  const segments = template.split('/').map((segment) => toSegment(segment, names))
  return { route: segments.join('/'), names, fault: faultOf(template, names) }
}

function toSegment(segment: string, names: string[]): string {
  const whole = /^\{[^{}]*\}$/.test(segment)
  let route = ''
  let end = 0
  for (const match of segment.matchAll(parameter)) {
    route += escapeText(segment.slice(end, match.index))
    route += `:p${names.length}${whole ? '' : '(^[^/]+?)'}`
    names.push(match[1] ?? '')
    end = match.index + match[0].length
  }
  return route + escapeText(segment.slice(end))
}

function escapeText(text: string): string {
  return text.replaceAll(':', '::')
}

function faultOf(template: string, names: readonly string[]): string | undefined {
  if (!template.startsWith('/')) return 'a path begins with "/"'
  const text = template.replace(parameter, '')
  if (/[{}]/.test(text)) return 'its braces do not match'
  if (text.includes('*')) return 'a literal "*" can not be routed'
  if (/[?#]/.test(text)) return 'a path has no query and no fragment: declare query parameters instead'
  if (names.includes('')) return 'a parameter has no name'
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  return repeated === undefined ? undefined : `the parameter "${repeated}" stands in it twice`
}
