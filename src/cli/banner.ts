import { relative } from 'node:path'
import { Clock, type ClockSetting, toZuluTime } from '../kernel/index.ts'
import { type Mock, version } from '../mock.ts'
import { exampleRequest, isAddress, toCurl } from '../openapi/index.ts'

/** What `--json` prints: everything a script needs to go on. */
export function startLine(mock: Mock, url: string, controlToken: string | undefined): string {
  const { api, population, startedFrom: scenario, start } = mock
  return JSON.stringify({
    url,
    version,
    document: { file: api.source, title: api.title, version: api.version, operations: api.operations.length, paths: api.paths.length },
    scenario: scenario?.name ?? null,
    clock: { mode: start.clock.mode, now: toZuluTime(new Clock(start.clock).now()) },
    auth: start.auth,
    tokens: population.tokens,
    console: `${url}/__standin/`,
    docs: `${url}/__standin/docs`,
    ...(controlToken === undefined ? {} : { control_token: controlToken }),
  })
}

/** How many of the things a scenario holds are counted in a line. */
const mostCounted = 10

/** What a person sees at the start; `ready` is the last line. */
export function banner(
  mock: Mock,
  url: string,
  controlToken: string | undefined,
  more: readonly (readonly [string, string])[] = [],
): string {
  const { api, population, startedFrom: scenario, start } = mock
  const counted = Object.entries(population.counts).map(([name, count]) => `${count} ${name}`)
  const facts = counted.length > mostCounted ? [...counted.slice(0, mostCounted), `${counted.length - mostCounted} more`] : counted
  const rows: [string, string][] = [
    ['url', url],
    ['document', `${shown(api.source)}: ${api.title} ${api.version} (${api.operations.length} operations on ${api.paths.length} paths)`],
  ]
  if (scenario !== undefined)
    rows.push(['scenario', `${scenario.name}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}: ${scenario.description}`])
  if (mock.engine.backend.says !== undefined) rows.push(['answers', mock.engine.backend.says])
  rows.push(['clock', describeClock(start.clock)])
  rows.push(...tokenRows(mock))
  rows.push(['console', `${url}/__standin/`])
  rows.push(['docs', `${url}/__standin/docs`])
  if (controlToken !== undefined) rows.push(['control', `${url}/__standin needs Authorization: Bearer ${controlToken}`])
  const broken = api.diagnostics.length
  if (broken > 0) rows.push(['findings', `${broken} in the document: standin check ${shown(api.source)}`])
  const table = [...rows, ...more].map(([name, text]) => `  ${name.padEnd(10)}${text}`).join('\n')
  return `standin ${version}\n${table}\n${suggestion(mock, url)}ready\n`
}

/** A path as one would write it here; an address as it is. */
export function shown(source: string): string {
  return isAddress(source) ? source : relative('.', source) || source
}

function tokenRows({ population: { tokens, defaultPrincipal }, start }: Mock): [string, string][] {
  const width = Math.max(0, ...tokens.map(({ token }) => token.length))
  const lines = tokens.map(({ token, stands }) => `${token.padEnd(width)}  ${stands}`)
  if (start.auth === 'strict') lines.push('no other credential is taken (--auth strict)')
  else if (defaultPrincipal !== undefined)
    lines.push(`any other credential stands for ${defaultPrincipal.stands} (--auth strict refuses it)`)
  return lines.map((line, index) => [index === 0 ? 'tokens' : '', line])
}

/** A call that works when pasted, for documents with an example to make it from. */
function suggestion({ api, population }: Mock, url: string): string {
  const named = typeof api.settings.try === 'string' ? api.operation(api.settings.try) : undefined
  const operation = named ?? api.operations.find((candidate) => candidate.method === 'GET' && candidate.path.names.length === 0)
  const request = operation === undefined ? undefined : exampleRequest(api, operation)
  return request === undefined ? '' : `\n${toCurl(url, request, population.tokens[0]?.token)}\n\n`
}

function describeClock(setting: ClockSetting): string {
  if (setting.mode === 'frozen') return `stands still at ${toZuluTime(setting.now)} (--clock real follows this machine)`
  return setting.mode === 'real' ? 'follows this machine' : `follows this machine, ${setting.offset} ms off`
}
