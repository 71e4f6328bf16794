import { Command } from 'commander'
import { version } from '../mock.ts'
import { command, option, withPlayer } from './command.ts'
import { applyConfig } from './config.ts'
import { withDocument } from './document.ts'
import { collect, parseAssumption, parseClock, parseCount, parseDelay, parseIdle, parsePort, parseSeed, parseUrl } from './flags.ts'
import { serve } from './serve.ts'

/** Commands beside `serve`, as they are listed. What they stand on is loaded with them alone: it would take half of the time until a server listens. */
const others: Readonly<Record<string, () => Promise<Command>>> = {
  proxy: async () => (await import('./proxy.ts')).proxyCommand(),
  check: async () => (await import('./document-commands.ts')).checkCommand(),
  infer: async () => (await import('./document-commands.ts')).inferCommand(),
  scenarios: async () => (await import('./document-commands.ts')).scenariosCommand(),
  types: async () => (await import('./document-commands.ts')).typesCommand(),
  verify: async () => (await import('./verify.ts')).verifyCommand(),
  drift: async () => (await import('./drift.ts')).driftCommand(),
  contract: async () => (await import('./contract.ts')).contractCommand(),
  coverage: async () => (await import('./coverage.ts')).coverageCommand(),
  record: async () => (await import('./record.ts')).recordCommand(),
  broker: async () => (await import('./broker.ts')).brokerCommand(),
}

/** The program with what its arguments ask for; without any, every command and flag there is: the README's tables are compared with it. */
export async function createProgram(args?: readonly string[]): Promise<Command> {
  const program = new Command('standin')
    .description("A mock server that plays an API's full semantics from its OpenAPI document.")
    .version(version, '-V, --version', 'print the version')
    // `broker can-i-deploy --version 1` must ask about version 1, and not print ours with the exit code of a yes
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('(standin --help lists what there is)')
    .addHelpText('after', '\nExit codes: 0 ok, 1 the check failed, 2 bad usage or file, 3 could not listen, 130 interrupted.')
  program.addCommand(serveCommand(), { isDefault: true })
  for (const name of args === undefined ? Object.keys(others) : namesIn(args))
    program.addCommand(await (others[name] as () => Promise<Command>)())
  return program
}

/** Which of the others are asked for; all where help is. */
function namesIn([first = '', ...rest]: readonly string[]): readonly string[] {
  if (Object.hasOwn(others, first)) return [first]
  return [first, ...rest].some((arg) => arg === 'help' || arg === '-h' || arg === '--help') ? Object.keys(others) : []
}

function serveCommand(): Command {
  const reached = withDocument(command('serve', 'Answer the API on a socket (the default command).'))
    .addOption(option('-p, --port <port>', 'where to listen; 0 takes any free port').argParser(parsePort).default(4010).env('STANDIN_PORT'))
    .addOption(option('--host <address>', 'the address to listen on').default('127.0.0.1').env('STANDIN_HOST'))
  return withPlayer(reached)
    .addOption(
      option('--scenario <name>', 'the starting state: a name, or the path of a fixture (default: default)').env('STANDIN_SCENARIO'),
    )
    .addOption(
      option('--fixtures <folder>', 'a folder with fixtures of your own; may be given more than once')
        .argParser(collect)
        .env('STANDIN_FIXTURES'),
    )
    .addOption(option('--random-seed <number>', 'where ids and randomness come from').argParser(parseSeed).env('STANDIN_RANDOM_SEED'))
    .addOption(option('--clock <real|time>', 'follow this machine, or stand still at a time').argParser(parseClock).env('STANDIN_CLOCK'))
    .addOption(option('--auth <mode>', 'strict lets only the listed tokens pass').choices(['lenient', 'strict']).env('STANDIN_AUTH'))
    .addOption(
      option('--assume <name=value>', 'decide an assumption otherwise; may be given more than once')
        .argParser(parseAssumption)
        .env('STANDIN_ASSUME'),
    )
    .addOption(option('--worlds <mode>', 'strict refuses API calls that name no world').choices(['open', 'strict']).env('STANDIN_WORLDS'))
    .addOption(
      option('--worlds-limit <number>', 'how many worlds there may be at once (default: 1000)')
        .argParser(parseCount)
        .env('STANDIN_WORLDS_LIMIT'),
    )
    .addOption(
      option('--worlds-memory <MiB>', 'how much worlds may hold together, as estimated (default: 1024)')
        .argParser(parseCount)
        .env('STANDIN_WORLDS_MEMORY'),
    )
    .addOption(
      option('--worlds-idle <duration>', 'after how long without a call a world is dropped (default: 1d; never with --data)')
        .argParser(parseIdle)
        .env('STANDIN_WORLDS_IDLE'),
    )
    .addOption(
      option('--data <folder>', 'keep the worlds there from one start to the next, and after a crash; made if it is not there').env(
        'STANDIN_DATA',
      ),
    )
    .addOption(
      option('--data-sync', 'have every answer wait until what it tells of would outlive a power cut (slow)').env('STANDIN_DATA_SYNC'),
    )
    .addOption(
      option('--body-limit <MiB>', 'the largest request body that is taken (default: 1)').argParser(parseCount).env('STANDIN_BODY_LIMIT'),
    )
    .addOption(option('--delay <ms|min-max>', 'make every answer wait').argParser(parseDelay).env('STANDIN_DELAY'))
    .addOption(
      option(
        '--smtp <url>',
        'deliver every mail to this SMTP server as well, wherever it is: smtp://127.0.0.1:1025, smtps://user:password@host',
      ).env('STANDIN_SMTP'),
    )
    .addOption(
      option('--callbacks <where>', 'send the callbacks that calls lead to: loopback for receivers on this machine alone, any for all')
        .choices(['loopback', 'any'])
        .env('STANDIN_CALLBACKS'),
    )
    .addOption(
      option('--watch', 'read the document, backend, model, fixtures and config anew when they are saved; worlds keep what they hold').env(
        'STANDIN_WATCH',
      ),
    )
    .addOption(
      option('--public-url <url>', 'where browsers reach the mock, for links in mails').argParser(parseUrl).env('STANDIN_PUBLIC_URL'),
    )
    .addOption(
      option('--control-token <token>', 'what control asks for when the host is not loopback; made up if left out').env(
        'STANDIN_CONTROL_TOKEN',
      ),
    )
    .addOption(
      option('--config <file>', 'settings from a file (default: standin.config.{ts,yaml,json} here, if there is one)').env(
        'STANDIN_CONFIG',
      ),
    )
    .addOption(option('--json', 'print one JSON line at the start instead of the banner').env('STANDIN_JSON'))
    .hook('preAction', (_program, serving) => applyConfig(serving))
    .action(serve)
}
