import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isObject, jsonOf, parsePointer, valueAt, type Where } from '../../kernel/index.ts'
import type { PactSource } from '../pact/source.ts'

type Json = Readonly<Record<string, unknown>>

/** An interaction as this room needs it, and as it stands in its file: the verifier reads all of that. */
export interface Given {
  readonly file: string
  readonly where: () => Where
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

export function toGiven({ pact, raw, locate }: PactSource): GivenPact {
  const { consumer, provider, file = '' } = pact
  const interactions = pact.interactions.map(({ pointer, description, states, pending, request, response }): Given => {
    const { method, path } = request
    const names = states.map(({ name }) => name)
    const own = valueAt(raw, parsePointer(pointer)) as Json
    const said = { file, where: () => locate(pointer), consumer, provider, description, states: names, isPending: pending }
    return { ...said, method, path, status: response.status, raw: own }
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
      if (id === undefined) return []
      return [{ ...one.raw, ...markStates(one.raw, id), description: `${id} ${one.description}`, request: { ...request, headers } }]
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
    readReport: async () => jsonOf(await readFile(report, 'utf8').catch(() => 'null')) ?? null,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The verifier asks for states before the request that carries the header, so that they carry the id among their parameters. */
function markStates({ providerStates, providerState }: Json, id: string): Json {
  const params = { [interactionHeader]: id }
  // an interaction without a state of its own is still one that begins anew
  const only = [{ name: typeof providerState === 'string' && providerState !== '' ? providerState : 'default', params }]
  if (!Array.isArray(providerStates) || providerStates.length === 0) return { providerStates: only }
  return {
    providerStates: providerStates.map((state) =>
      isObject(state) ? { ...state, params: { ...(state.params as Json | undefined), ...params } } : state,
    ),
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
