import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createSecureContext, rootCertificates } from 'node:tls'
import { Command, Option } from 'commander'
import { renderReport } from '../contracts/index.ts'
import { createSecret, isLoopback, Unusable } from '../kernel/index.ts'
import { createMock, type Mock, version } from '../mock.ts'
import { createProxy, isSelf, parseUpstream, Recorder, type Upstream } from '../proxy/index.ts'
import { shown } from './banner.ts'
import { type DocumentFlags, withRemote } from './document.ts'
import { exitCode } from './exit.ts'
import { parseCount, parseIdle, parsePort } from './flags.ts'
import { interrupted } from './interrupt.ts'
import { Tally, toBlock, toJsonLine } from './proxy-told.ts'
import { type ReportOptions, withReports, write, writeReports } from './reports.ts'
import { reasonOf } from './serve.ts'

interface ProxyFlags extends DocumentFlags, ReportOptions {
  readonly port: number
  readonly host: string
  readonly controlToken?: string
  readonly errors?: boolean
  readonly undeclared: 'note' | 'fail'
  readonly fail?: boolean
  readonly record?: string
  readonly fallback?: boolean
  readonly scenario?: string
  readonly ca?: string
  /** Milliseconds. */
  readonly timeout: number
  /** MiB. */
  readonly bodyLimit: number
}

export function proxyCommand(): Command {
  const command = new Command('proxy')
    .description('Stand between callers and a real API, and hold both to the document.')
    .exitOverride()
    .showHelpAfterError('(standin proxy --help lists what there is)')
    .argument('<document>', 'an OpenAPI document')
    .argument('<upstream>', 'where requests are sent on to, like https://api.example.com/v1')
  withRemote(command)
    .addOption(new Option('-p, --port <port>', 'where to listen; 0 takes any free port').argParser(parsePort).default(4011))
    .addOption(new Option('--host <address>', 'the address to listen on').default('127.0.0.1'))
    .addOption(
      new Option('--control-token <token>', 'what the journal asks for when the host is not loopback; made up if left out').env(
        'STANDIN_CONTROL_TOKEN',
      ),
    )
    .addOption(new Option('--errors', 'answer what breaks the document with an error instead of passing it on'))
    .addOption(
      new Option('--undeclared <how>', 'what fields are that no schema declares or forbids: noted at the end, or against the document')
        .choices(['note', 'fail'])
        .default('note'),
    )
    .addOption(new Option('--fail', 'end with exit code 1 when anything broke the document'))
    .addOption(
      new Option('--record <file>', 'write what the upstream answers there as it comes, as a scenario; a file of that name is replaced'),
    )
    .addOption(new Option('--fallback', 'answer from the document while the upstream is down'))
    .addOption(
      new Option('--scenario <name>', 'what --fallback answers from: a scenario, or the path of a fixture, such as a recorded one'),
    )
    .addOption(
      new Option('--ca <file>', "certificates in PEM of authorities that the upstream's may be signed by, beside those Node trusts"),
    )
    .addOption(
      new Option('--timeout <duration>', 'how long the upstream may be silent (default: 30s)').argParser(parseIdle).default(30_000, '30s'),
    )
    .addOption(new Option('--body-limit <MiB>', 'the largest body that is taken and read').argParser(parseCount).default(10))
    .addHelpText(
      'after',
      '\nExit codes: 0 ok, 1 something broke the document and --fail asks for it, 2 bad usage or file, 3 could not listen, 130 interrupted.',
    )
  return withReports(command, 'print JSON lines: one at the start, one for each exchange, and the report').action(run)
}

async function run(document: string, address: string, flags: ProxyFlags): Promise<void> {
  const upstream = parseUpstream(address)
  if (flags.scenario !== undefined && flags.fallback !== true)
    throw unusable('--scenario', 'it says what --fallback answers from: give --fallback too')
  const controlToken = isLoopback(flags.host) ? flags.controlToken : (flags.controlToken ?? createSecret())
  const { allowRemote, scenario } = flags
  const mock = await createMock({
    ...{ document, allowRemote, scenario, stateful: false },
    ...{ control: 'journal', controlToken, clock: scenario === undefined ? { mode: 'real' } : undefined },
  })
  try {
    await hold(mock, upstream, flags, controlToken)
  } finally {
    await mock.close()
  }
}

async function hold(mock: Mock, upstream: Upstream, flags: ProxyFlags, controlToken: string | undefined): Promise<void> {
  const { port, host, timeout, errors = false, undeclared, fallback = false, record, json = false, fail = false } = flags
  const recorder = record === undefined ? undefined : openRecorder(mock, record, upstream.name)
  const authorities = flags.ca === undefined ? undefined : [...rootCertificates, readAuthorities(flags.ca)]
  const tally = new Tally()
  const proxy = createProxy({
    engine: mock.engine,
    world: mock.registry.at('default'),
    upstream,
    authorities,
    bodyLimit: flags.bodyLimit * 1_048_576,
    timeout,
    patience: 100,
    isEnforcing: errors,
    undeclared,
    fallback: fallback ? (target, init) => mock.fetch(target, init) : undefined,
    recorder,
    report: (passed) => {
      tally.add(passed)
      process.stdout.write(json ? toJsonLine(passed) : toBlock(passed))
    },
  })
  let url: string
  try {
    url = await mock.listen(port, host, proxy)
  } catch (error) {
    process.exitCode = exitCode.couldNotListen
    console.error(`Could not listen on ${host} port ${port}: ${reasonOf(error)}`)
    return
  }
  if (await isSelf(upstream, Number(new URL(url).port), host))
    throw unusable(upstream.name, 'that is where this proxy listens: it would send every request to itself')
  const { api } = mock
  process.stdout.write(json ? startLine(url, upstream, mock, controlToken) : banner(url, upstream, mock, flags, controlToken))
  const code = await interrupted()
  await proxy.close()
  if (recorder !== undefined && record !== undefined) write(record, recorder.toText())
  const recorded = recorder === undefined ? [] : [`${recorder.size} answers recorded in ${record}`, ...recorder.notes]
  const report = tally.toReport(upstream, shown(api.source), recorded)
  writeReports(report, flags, (told) => (json ? `${JSON.stringify({ event: 'report', ...told })}\n` : `\n${renderReport(told, 'table')}`))
  process.exitCode = fail ? (tally.hasBreaches ? exitCode.checkFailed : exitCode.ok) : code
}

function readAuthorities(file: string): string {
  try {
    const text = readFileSync(file, 'utf8')
    createSecureContext({ ca: text })
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text
    throw new Error('it holds no certificate in PEM')
  } catch (error) {
    throw unusable(file, `it can't be trusted: ${(error as Error).message}`)
  }
}

/** A recording that could not be played, or not be written, must not be found out at the end. */
function openRecorder({ engine }: Mock, file: string, upstream: string): Recorder {
  if (engine.backend.name !== 'examples')
    throw unusable(file, `this document is played by the rules of "${engine.backend.name}", which take no recorded answers`)
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '')
  } catch (error) {
    throw unusable(file, `the recording can't be written: ${(error as Error).message}`)
  }
  let isTold = false
  return new Recorder(upstream, (text) => {
    try {
      appendFileSync(file, text)
    } catch (error) {
      // What passes through must not suffer from a full disk; the end, which writes all of it once more, says no if it still is.
      if (!isTold) console.error(`${file} could not be added to: ${(error as Error).message}. It is written whole at the end.`)
      isTold = true
    }
  })
}

function unusable(file: string, message: string): Unusable {
  return new Unusable('Nothing is proxied.', [{ code: 'proxy', severity: 'error', message, where: { file } }])
}

function startLine(url: string, upstream: Upstream, { api }: Mock, controlToken: string | undefined): string {
  const line = { event: 'start', url, version, upstream: upstream.name, document: api.source, operations: api.operations.length }
  return `${JSON.stringify({ ...line, console: `${url}/__standin/`, control_token: controlToken })}\n`
}

function banner(
  url: string,
  upstream: Upstream,
  { api }: Mock,
  { host, errors, fallback, record, scenario }: ProxyFlags,
  controlToken: string | undefined,
): string {
  const rows: [string, string][] = [
    ['url', url],
    ['upstream', upstream.name],
    ['document', `${shown(api.source)}: ${api.title} ${api.version} (${api.operations.length} operations)`],
    ['breaches', errors === true ? 'are answered with errors' : 'are told and passed on, with the header Standin-Violations'],
  ]
  if (fallback === true)
    rows.push(['fallback', `answers ${scenario === undefined ? 'from the document' : `from ${scenario}`} while the upstream is down`])
  if (!isLoopback(host)) rows.push(['listens', `on ${host}: other machines reach it`])
  rows.push(['console', `${url}/__standin/`])
  if (controlToken !== undefined) rows.push(['control', `${url}/__standin needs Authorization: Bearer ${controlToken}`])
  if (record !== undefined) rows.push(['record', `${record}, written as it grows`])
  return `standin ${version} proxy\n${rows.map(([name, text]) => `  ${name.padEnd(10)}${text}\n`).join('')}ready\n`
}
