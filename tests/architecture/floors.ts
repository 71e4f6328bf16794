/** Who may import whom. The README's "How it is built" is the same table. */
export interface Floor {
  /** A folder or a file in `src/`. */
  readonly room: string
  readonly mayImport: readonly string[]
  /** Packages that only this room names. */
  readonly packages: readonly string[]
  readonly because: string
}

const below = ['kernel', 'openapi', 'domain', 'world', 'engine', 'backends', 'mail', 'callbacks', 'control', 'reload', 'server', 'storage']

export const floors: readonly Floor[] = [
  { room: 'kernel', mayImport: [], packages: [], because: 'anything may stand on it' },
  {
    room: 'openapi',
    mayImport: ['kernel', 'client'],
    packages: [
      '@eslint-community/regexpp',
      'ajv',
      'ajv-formats',
      '@redocly/openapi-core',
      'js-yaml',
      'yaml',
      'secure-json-parse',
      'saxes',
      'openapi-types',
    ],
    because: 'one place knows documents, dialects and validators; parameters are written as the client writes them',
  },
  {
    room: 'domain',
    mayImport: ['kernel'],
    packages: [],
    because: 'the rules must be readable and testable without a server or a document',
  },
  { room: 'world', mayImport: ['kernel'], packages: ['js-yaml'], because: 'state must not know who changes it' },
  {
    room: 'engine',
    mayImport: ['kernel', 'openapi', 'world'],
    packages: ['@faker-js/faker', 'json-schema-faker'],
    because: 'answering must not know sockets; what makes things up is loaded on first use',
  },
  {
    room: 'backends',
    mayImport: ['kernel', 'openapi', 'domain', 'world', 'engine'],
    packages: [],
    because: 'document and domain meet here and nowhere else',
  },
  {
    room: 'mail',
    mayImport: ['kernel', 'engine'],
    packages: ['nodemailer'],
    because: 'a mail library is loaded by the first mail that needs it and by nothing else',
  },
  {
    room: 'callbacks',
    mayImport: ['kernel', 'openapi', 'world', 'engine'],
    packages: [],
    because: 'what goes out by itself is made and sent in one place, and never without being asked for',
  },
  {
    room: 'control',
    mayImport: ['kernel', 'openapi', 'world', 'engine', 'mail', 'callbacks'],
    packages: [],
    because: 'verbs, not transport',
  },
  {
    room: 'server',
    mayImport: ['kernel', 'openapi', 'world', 'engine', 'control'],
    packages: ['fastify', '@fastify/swagger', '@fastify/swagger-ui'],
    because: 'Fastify is an adapter',
  },
  {
    room: 'reload',
    mayImport: ['kernel', 'openapi', 'world', 'engine', 'control'],
    packages: [],
    because: 'a mock that goes on must not lose what its worlds hold',
  },
  {
    room: 'storage',
    mayImport: ['kernel', 'world', 'engine'],
    packages: [],
    because: 'one place knows how worlds outlive a process; it sees what happens to them and nothing else',
  },
  {
    room: 'contracts',
    mayImport: ['kernel', 'openapi', 'control'],
    packages: ['@pact-foundation/pact-cli', '@pactflow/openapi-pact-comparator'],
    because: 'it holds any provider to a pact; the verifier and the comparator are loaded on first use',
  },
  {
    room: 'contracts.ts',
    mayImport: ['kernel', 'backends', 'contracts', 'options.ts'],
    packages: [],
    because: 'public names; expectations meet the types of the document that comes along',
  },
  { room: 'client', mayImport: [], packages: [], because: 'it goes into the bundles of others, with nothing else of ours' },
  {
    room: 'proxy',
    mayImport: ['kernel', 'openapi', 'world', 'engine'],
    packages: [],
    because: 'what passes through must stay as it is; it sees a document and an upstream, and no backend',
  },
  { room: 'options.ts', mayImport: ['kernel', 'backends'], packages: [], because: 'what can be asked for is said in one place' },
  { room: 'mock.ts', mayImport: [...below, 'options.ts'], packages: [], because: 'wiring is written once' },
  {
    room: 'cli',
    mayImport: ['kernel', 'openapi', 'world', 'control', 'mail', 'reload', 'contracts', 'proxy', 'mock.ts'],
    packages: ['commander', 'yaml'],
    because: 'the only room that prints, reads the environment, or exits',
  },
  { room: 'index.ts', mayImport: [...below, 'mock.ts'], packages: [], because: 'the public names, nothing else' },
]

/** What belongs to one room alone, beyond imports. */
export interface Reserved {
  readonly what: string
  readonly pattern: RegExp
  readonly rooms: readonly string[]
  readonly because: string
}

export const reserved: readonly Reserved[] = [
  {
    what: "the machine's time and randomness",
    pattern: /\bDate\.now\(|\bnew Date\(|\bDate\.parse\(|\bMath\.random\(|\bperformance\.now\(|from 'node:crypto'|\bcrypto\./,
    rooms: ['kernel'],
    because: 'clock, ids and randomness come from the world, so that it can be replayed',
  },
  {
    what: 'console and process',
    pattern: /\bconsole\.(?!css|js)|\bprocess\./,
    rooms: ['cli', 'storage/lock.ts', 'contracts/shards/gather.ts'],
    because:
      'a library prints nothing and ends nobody; a lock only asks whether its process is still there, and a run of tests whose pacts contradict each other must not end as passed',
  },
  {
    what: 'the file system',
    pattern: /from 'node:fs(?:\/promises)?'/,
    rooms: [
      'openapi/document.ts',
      'openapi/load.ts',
      'world/scenario-load.ts',
      'control/pages/asset.ts',
      'backends/own/load.ts',
      'backends/crud/model-file.ts',
      'storage',
      'contracts/pact/load.ts',
      'contracts/verify/pact-files.ts',
      'contracts/shards/folder.ts',
      'cli',
    ],
    because:
      "only loaders touch the disk (of documents, of scenarios, of pacts, of a user's own backend, of corrections, of the console's script), the one room that keeps worlds there, what lays pacts out for the verifier, and what gathers the shards of pacts",
  },
  {
    what: 'timers',
    pattern: /\bsetTimeout\(|\bsetInterval\(|\bsetImmediate\(/,
    rooms: [
      'server/turn.ts',
      'server/send.ts',
      'server/break-off.ts',
      'server/warm-up.ts',
      'control/time-limit.ts',
      'control/browser',
      'proxy/body.ts',
      'mail/courier.ts',
      'contracts/states/patient.ts',
      'cli/watch.ts',
    ],
    because:
      'the engine returns a delay as data and the server carries it out; only a wait for a mail, a try to deliver one, a call of a real service that asks for patience, an answer of one that is not whole yet, a look at saved files, what is compiled between two turns and what runs in the browser have times of their own',
  },
]
