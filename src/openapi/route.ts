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
export function toRoute(template: string, prefix = 'p'): Route {
  const names: string[] = []
  const fault = faultOf(template)
  const segments = template.split('/').map((segment) => toSegment(segment, names, prefix))
  return { route: fault === undefined ? segments.join('/') : detour(template), names, fault: fault ?? faultOfNames(names) }
}

/** A route for what has none: whoever asks for it is to be told why. */
function detour(template: string): string {
  const segments = (template.split(/[?#]/, 1)[0] ?? '').replace(/^\/?/, '/').split('/')
  return segments.map((segment, index) => (/[*{}]/.test(segment) ? `:p${index}` : escapeText(segment))).join('/')
}

function toSegment(segment: string, names: string[], prefix: string): string {
  const whole = /^\{[^{}]*\}$/.test(segment)
  let route = ''
  let end = 0
  for (const match of segment.matchAll(parameter)) {
    route += escapeText(segment.slice(end, match.index))
    route += `:${prefix}${names.length}${whole ? '' : '(^[^/]+?)'}`
    names.push(match[1] ?? '')
    end = match.index + match[0].length
  }
  return route + escapeText(segment.slice(end))
}

/** As the router has it: decoded, but for what means something in a path. */
function escapeText(text: string): string {
  const decoded = /%[0-9a-f]{2}/i.test(text) ? decode(text) : text
  return decoded.replaceAll(':', '::')
}

function decode(text: string): string {
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}

function faultOf(template: string): string | undefined {
  if (!template.startsWith('/')) return 'a path begins with "/"'
  const text = template.replace(parameter, '')
  if (/[{}]/.test(text)) return 'its braces do not match'
  if (text.includes('*')) return 'a literal "*" can not be routed'
  if (/[?#]/.test(text)) return 'a path has no query and no fragment: declare query parameters instead'
  return undefined
}

function faultOfNames(names: readonly string[]): string | undefined {
  if (names.includes('')) return 'a parameter has no name'
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  return repeated === undefined ? undefined : `the parameter "${repeated}" stands in it twice`
}
