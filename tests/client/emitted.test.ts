import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { loadTools, sample, type Tools } from '../../src/engine/index.ts'
import { parsePointer, valueAt } from '../../src/kernel/index.ts'
import { type Api, createApi, emitClient, emitTypes, load } from '../../src/openapi/index.ts'
import { randomDocuments } from './random-documents.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** Documents that nobody here wrote, where they are at hand. */
const corpus = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url))
const documents = [
  `${root}openapi/organizations.yaml`,
  `${root}openapi/control.yaml`,
  `${root}tests/journeys/bodies.yaml`,
  `${root}tests/client/pets.yaml`,
  `${root}tests/client/odd.yaml`,
  ...['petstore.yaml', 'museum.yaml', 'galaxy.yaml', 'resend.yaml', 'lxkns.yaml', 'figma.yaml', 'clerk-bapi.yaml', 'box-v2025.json']
    .map((name) => corpus + name)
    .filter((file) => existsSync(file)),
]

/** Functions that return what is made up for each success of a document, as the type it has there. */
function fits(api: Api, tools: Tools): string {
  const all = { schemas: api.schemas, tools, seed: 1, now: 0, direction: 'response', usesExamples: false, subject: '' } as const
  const functions = api.operations.flatMap((operation, index) =>
    operation.statuses.map((status) => {
      const spec = /^2\d\d$/.test(status) ? operation.response(Number(status)) : undefined
      const mediaType = spec?.mediaTypes.find((name) => name.startsWith('application/json'))
      const schema = mediaType === undefined ? undefined : spec?.schema(mediaType)
      if (schema === undefined) return ''
      const value = sample(schema, { ...all, check: (one) => spec?.check(one, mediaType) ?? [] })
      const type = `operations[${JSON.stringify(operation.id)}]['responses'][${status}]['content'][${JSON.stringify(mediaType)}]`
      // Not returned as it is written, since what is not declared may be there.
      return `export function fit${index}_${status}(): Frozen<${type}> {
  const value = ${JSON.stringify(value)} as const
  return value
}
`
    }),
  )
  return `type Frozen<T> = T extends readonly (infer Item)[] ? readonly Frozen<Item>[]
  : T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T
${functions.join('')}`
}

it('what is emitted for a document compiles by the strictest settings, and openapi-fetch and our client take it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'standin-emitted-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  mkdirSync(join(folder, 'node_modules'))
  const tools = await loadTools()
  for (const file of documents) {
    const api = await load(file)
    const name = basename(file).replace(/\.\w+$/, '')
    write(`${name}.types.ts`, emitTypes(api))
    write(`${name}.client.ts`, emitClient(api))
    write(`${name}.fit.ts`, `import type { operations } from './${name}.types.ts'\n${fits(api, tools)}`)
    // A call of its first operation that needs nothing, by both clients, and by ours through what was emitted.
    const plain = api.operations.find(
      ({ method, pointer, path }) =>
        method === 'GET' && path.names.length === 0 && !/"parameters"/.test(JSON.stringify(valueAt(api.document, parsePointer(pointer)))),
    )
    const call = plain === undefined ? '' : `.GET(${JSON.stringify(plain.path.template)})`
    write(
      `${name}.use.ts`,
      `import createFetch from 'openapi-fetch'
import { createClient as createOwn } from 'standin/client'
import { createClient } from './${name}.client.ts'
import type { paths } from './${name}.types.ts'
const options = { baseUrl: 'http://127.0.0.1:4010' }
export const calls = [() => createFetch<paths>(options)${call}, () => createOwn<paths>(options)${call}, () => createClient(options)${call}]
`,
    )
  }
  for (const [index, document] of randomDocuments(40).entries())
    write(`random-${index}.types.ts`, emitClient(createApi(document, 'random.json')))
  write(
    'flagship.use.ts',
    `import createFetch from 'openapi-fetch'
import { createClient } from './organizations.client.ts'
import type { paths } from './organizations.types.ts'
const invite = '/v1/organizations/{organization_id}/users/invite/v2'
const init = { params: { path: { organization_id: 'org_1' } }, body: { email: 'jane@example.com' } }
export async function both(): Promise<(string | undefined)[]> {
  const theirs = await createFetch<paths>({ baseUrl: '' }).POST(invite, init)
  const ours = await createClient({ baseUrl: '' }).POST(invite, init)
  // @ts-expect-error a field the answer does not have
  theirs.data?.password
  return [theirs.data?.email, theirs.error?.error.code, ours.data?.email, ours.error?.error.code]
}
`,
  )
  write(
    'bodies.use.ts',
    `import createFetch from 'openapi-fetch'
import { createClient } from './bodies.client.ts'
import type { paths } from './bodies.types.ts'
const file = new File([], 'a.png', { type: 'image/png' })
const body = { title: 'a', image: file, pages: [file], place: { lat: 1 } }
export const sent = [
  () => createClient({ baseUrl: '' }).POST('/photos', { body }),
  () => createClient({ baseUrl: '' }).POST('/photos', { body: new FormData() }),
  () => createFetch<paths>({ baseUrl: '' }).POST('/photos', { body }),
  // @ts-expect-error a text is no place
  () => createClient({ baseUrl: '' }).POST('/photos', { body: { ...body, place: 'here' } }),
]
`,
  )
  write(
    'pets.use.ts',
    `import createFetch from 'openapi-fetch'
import { createClient } from './pets.client.ts'
import type { components, operations, paths, webhooks } from './pets.types.ts'
type Pet = components['schemas']['Pet']
export function tell(pet: Pet, news: components['schemas']['News']): unknown {
  // @ts-expect-error who is written to gets no answer with it
  pet.chip
  // @ts-expect-error cats alone have lives
  pet.lives
  if (news.what === 'death') return Date.parse(news.at)
  // @ts-expect-error a birth has no end
  news.at
  if (pet.kind === 'cat') return [pet.lives?.toFixed(), pet.id.toFixed(), news.pet.friend?.kind]
  return [pet.name.trim(), pet.tricks?.length]
}
const cat = { kind: 'cat' as const, chip: 'c-1' }
export async function calls(pet: Pet): Promise<unknown> {
  const [ours, theirs] = [createClient({ baseUrl: '' }), createFetch<paths>({ baseUrl: '' })]
  const { data, error } = await ours.POST('/pets', { body: { ...cat, friend: { kind: 'dog', chip: 'c-2', name: 'Rex' } } })
  await theirs.POST('/pets', { body: cat })
  // @ts-expect-error an id is the server's to give
  await ours.POST('/pets', { body: { kind: 'cat', chip: 'c-1', id: 1 } })
  // @ts-expect-error an id is the server's to give
  await theirs.POST('/pets', { body: { kind: 'cat', chip: 'c-1', id: 1 } })
  // @ts-expect-error a dog has a name
  await ours.POST('/pets', { body: { kind: 'dog', chip: 'c-1' } })
  // @ts-expect-error there is no such kind
  await theirs.POST('/pets', { body: { kind: 'cow', chip: 'c-1' } })
  // What was shown can be sent, with what was not.
  await ours.POST('/pets', { body: { ...pet, chip: 'c-1', friend: cat } })
  return [data?.id, error?.title, error?.errors]
}
const event: webhooks['pet-lost']['post']['requestBody']['content']['application/json'] = { kind: 'cat', id: 1 }
type Added = operations['addPet']['callbacks']['added']['{$request.query.url}']['post']
export const events: Required<Added>['requestBody']['content']['application/json'][] = [event]
`,
  )
  write('package.json', '{ "type": "module" }')
  // As installed: its types say what they are only with its package.json beside them.
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers'])
    symlinkSync(`${root}node_modules/${name}`, join(folder, 'node_modules', name))
  const paths = { 'standin/client': [`${root}src/client/index.ts`] }
  const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, verbatimModuleSyntax: true }
  const compilerOptions = {
    ...strict,
    noEmit: true,
    skipLibCheck: true,
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: [],
    allowImportingTsExtensions: true,
    paths,
  }
  write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  const { stdout } = spawnSync(`${root}node_modules/.bin/tsc`, ['-p', folder], { encoding: 'utf8' })
  expect(stdout.split('\n').filter((line) => line !== '')).toEqual([])
})
