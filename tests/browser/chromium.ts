import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

/** A browser that may start on this machine. */
interface Candidate {
  readonly name: string
  readonly path: string
  /** What its process needs beyond this one's environment. */
  readonly env?: Readonly<Record<string, string>>
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * The first Chromium that starts: the one `CHROMIUM_PATH` names and no other when it is set, else one of the machine's own,
 * else the one that comes with the npm package. Throws with what was tried when none does; tests that need a browser fail then.
 */
export async function launch(): Promise<Browser> {
  const tried: string[] = []
  for await (const candidate of candidates()) {
    const started = await start(candidate)
    if (typeof started !== 'string') return started
    tried.push(started)
  }
  throw new Error(
    `No Chromium starts on this machine. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to one that runs.\n${tried.join('\n')}`,
  )
}

async function start({ name, path, env }: Candidate): Promise<Browser | string> {
  try {
    return await chromium.launch({ executablePath: path, args: flags, env: { ...environment(), ...env } })
  } catch (error) {
    return `${name}: ${String((error as Error).message).slice(0, 600)}`
  }
}

async function* candidates(): AsyncGenerator<Candidate> {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && named !== '') return yield { name: `CHROMIUM_PATH=${named}`, path: named }
  for (const path of systemPaths) if (existsSync(path)) yield { name: path, path }
  yield await packaged()
}

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const require = createRequire(import.meta.url)

/** The one of `@sparticuz/chromium`, with the shared libraries and the font that a bare machine lacks. */
async function packaged(): Promise<Candidate> {
  const folder = await unpack()
  const libraries = join(folder, 'al2023', 'lib')
  return {
    name: 'the npm package @sparticuz/chromium',
    path: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [libraries, folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  }
}

/**
 * Unpacks the package's browser once for each version and user. The package itself unpacks straight into the temporary folder, where a file of the same name
 * or another process halfway through is taken for a finished browser, and brings its libraries only to machines of one cloud:
 * it is run aside with a temporary folder of its own, as on such a machine, and what came out is moved to its place in one step.
 */
async function unpack(): Promise<string> {
  const { version } = require(join(dirname(require.resolve('@sparticuz/chromium')), '../../package.json')) as { readonly version: string }
  const folder = join(tmpdir(), `standin-chromium-${version}-${userInfo().uid}`)
  if (existsSync(folder)) return folder
  await mkdir(tmpdir(), { recursive: true })
  const fresh = await mkdtemp(join(tmpdir(), 'standin-chromium-'))
  const code = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath()"
  const env = { ...environment(), TMPDIR: fresh, TEMP: fresh, TMP: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], { cwd: import.meta.dirname, env })
  await writeFile(join(fresh, 'fonts.conf'), fontsOf(folder))
  try {
    await rename(fresh, folder)
  } catch (error) {
    // Another process was faster.
    await rm(fresh, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** The machine's fonts, if it has any, and the package's; without a single one text has no width. */
function fontsOf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
}

function environment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
