import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isObject, Unusable } from '../../kernel/index.ts'

type Json = Readonly<Record<string, unknown>>

/** An interaction as it stands in its file: the verifier reads all of it, this room only what it needs. */
export interface Given {
  readonly file: string
  readonly pointer: string
  readonly consumer: string
  readonly provider: string
  readonly description: string
  readonly states: readonly string[]
  readonly isPending: boolean
  readonly method: string
  readonly path: string
  readonly status: number
  readonly raw: Json
}

export interface GivenPact {
  readonly file: string
  readonly raw: Json
  readonly interactions: readonly Given[]
}

/** The header by which the gate tells interactions apart; it never leaves this machine. */
export const interactionHeader = 'x-standin-interaction'

/** Reads pacts from files and folders, in order of their names. Throws `Unusable` when there is none, or one is not a pact. */
export async function readPacts(paths: readonly string[]): Promise<readonly GivenPact[]> {
  const files: string[] = []
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined)
    if (found === undefined) throw unusable(path, 'pact.missing', 'There is no such file or folder; expected pacts.')
    if (!found.isDirectory()) files.push(path)
    else
      files.push(
        ...(await readdir(path))
          .filter((name) => name.endsWith('.json'))
          .sort()
          .map((name) => join(path, name)),
      )
  }
  if (files.length === 0) throw unusable(paths[0] ?? '', 'pact.missing', 'No pact is in there; expected files that end in .json.')
  return Promise.all(files.map(async (file) => parsePact(await readFile(file, 'utf8'), file)))
}

/** Takes a pact's text apart. Throws `Unusable` with the place when it is none. */
export function parsePact(text: string, file: string): GivenPact {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    throw unusable(file, 'pact.invalid', `This is not JSON: ${(error as Error).message}.`)
  }
  if (!isObject(raw) || !isObject(raw.consumer) || !isObject(raw.provider) || !Array.isArray(raw.interactions)) {
    throw unusable(file, 'pact.invalid', 'This is no pact; expected a consumer, a provider and a list of interactions.')
  }
  const { consumer, provider } = raw
  const interactions = raw.interactions.map((one: unknown, index): Given => {
    const pointer = `/interactions/${index}`
    if (!isObject(one) || !isObject(one.request) || !isObject(one.response) || typeof one.description !== 'string') {
      throw unusable(file, 'pact.invalid', 'Expected a description, a request and a response.', pointer)
    }
    const { request, response, description } = one
    const listed = one.providerStates
    const states = Array.isArray(listed)
      ? listed.map((state) => (isObject(state) ? String(state.name) : ''))
      : typeof one.providerState === 'string' && one.providerState !== ''
        ? [one.providerState]
        : []
    return {
      file,
      pointer,
      consumer: String(consumer.name),
      provider: String(provider.name),
      description,
      states,
      isPending: one.pending === true,
      method: String(request.method ?? 'GET').toUpperCase(),
      path: String(request.path ?? '/'),
      status: Number(response.status ?? 200),
      raw: one,
    }
  })
  return { file, raw, interactions }
}

/** A folder of its own for one run of the verifier, with the pacts in it as they are verified; `at` gives the id of an interaction that is. */
export async function layOut(pacts: readonly GivenPact[], at: (one: Given) => string | undefined): Promise<Laid> {
  const folder = await mkdtemp(join(tmpdir(), 'standin-verify-'))
  await mkdir(join(folder, 'pacts'))
  const files: string[] = []
  for (const [index, { raw, interactions }] of pacts.entries()) {
    const marked = interactions.flatMap((one) => {
      const id = at(one)
      const request = one.raw.request as Json
      const headers = { ...(request.headers as Json | undefined), [interactionHeader]: id }
      return id === undefined ? [] : [{ ...one.raw, description: `${id} ${one.description}`, request: { ...request, headers } }]
    })
    if (marked.length === 0) continue
    const file = join(folder, 'pacts', `${index}.json`)
    await writeFile(file, JSON.stringify({ ...raw, interactions: marked }))
    files.push(file)
  }
  const report = join(folder, 'report.json')
  return {
    files,
    report,
    readReport: async () => JSON.parse(await readFile(report, 'utf8').catch(() => 'null')) as unknown,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

export interface Laid {
  readonly files: readonly string[]
  /** Where the verifier writes its report. */
  readonly report: string
  /** Null when it wrote none. */
  readReport(): Promise<unknown>
  remove(): Promise<void>
}

function unusable(file: string, code: string, message: string, pointer?: string): Unusable {
  return new Unusable("The pacts can't be verified.", [{ code, severity: 'error', message, where: { file, ...(pointer && { pointer }) } }])
}
