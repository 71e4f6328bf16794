import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createMock } from '../../src/index.ts'
import { check } from '../../src/openapi/index.ts'
import { filesOf } from './given.ts'

const png = Buffer.from('89504e470d0a1a0a00ff', 'hex')
const yaml = (address: string) => `openapi: 3.1.0
info: { title: Logos, version: '1' }
paths:
  /logos/{id}:
    get:
      operationId: getLogo
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        '200':
          description: fine
          content:
            application/json:
              schema: { type: object, required: [name], properties: { name: { type: string }, size: { type: integer } } }
              examples:
                small: { externalValue: './shown/a%20small.json' }
                big: { externalValue: shown/big.yaml }
                unfit: { externalValue: shown/unfit.json }
                far: { externalValue: '${address}/far.json' }
            application/xml: { examples: { markup: { externalValue: shown/logo.xml } } }
            image/png: { examples: { bytes: { externalValue: shown/logo.png } } }
  /passwords:
    get:
      operationId: listPasswords
      responses:
        '200':
          description: fine
          content:
            text/plain:
              schema: { type: string }
              examples:
                outside: { externalValue: ../../../../etc/passwd }
                missing: { externalValue: shown/gone.txt }
                broken: { externalValue: shown/broken.json }
                behind: { $ref: 'parts/examples.yaml#/note' }
`
const files = (address: string) => ({
  'api.yaml': yaml(address),
  'parts/examples.yaml': 'note: { externalValue: notes/one.txt }\n',
  'parts/notes/one.txt': 'From beside the file that names it.',
  'shown/a small.json': '{ "name": "Small" }',
  'shown/big.yaml': 'name: Big\nsize: 7\n',
  'shown/unfit.json': '{ "size": "x" }',
  'shown/logo.xml': '<logo/>',
  'shown/logo.png': png,
  'shown/broken.json': '{ "name": ',
})

async function web(): Promise<string> {
  const server = createServer((_request, response) => response.end('{ "name": "Far" }'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it('examples that stand in files of their own are answered as they are', async () => {
  const mock = await createMock({ document: filesOf(files(await web())), allowRemote: true, stateful: false, port: 0 })
  try {
    const ask = async (path: string, headers: Record<string, string>) => {
      const response = await fetch(mock.url + path, { headers })
      return [response.headers.get('preference-applied'), Buffer.from(await response.arrayBuffer()).toString('latin1')]
    }
    const logo = (example: string, accept = '*/*') => ask('/logos/1', { prefer: `example=${example}`, accept })
    expect(await logo('small')).toEqual(['example=small', '{"name":"Small"}'])
    expect(await logo('big')).toEqual(['example=big', '{"name":"Big","size":7}'])
    expect(await logo('far')).toEqual(['example=far', '{"name":"Far"}'])
    expect(await logo('markup')).toEqual(['example=markup', '<logo/>'])
    expect(await logo('bytes')).toEqual(['example=bytes', png.toString('latin1')])
    expect(await ask('/logos/1', { accept: 'image/png' })).toEqual([null, png.toString('latin1')])
    expect(await ask('/passwords', { prefer: 'example=behind' })).toEqual(['example=behind', 'From beside the file that names it.'])
    const outside = await ask('/passwords', { prefer: 'example=outside' })
    expect([outside[0], outside[1]?.includes('root:')]).toEqual([null, false])
    expect(mock.files.document.map((file) => file.split('/').slice(-2).join('/'))).toEqual(
      expect.arrayContaining(['shown/big.yaml', 'notes/one.txt']),
    )
    expect(mock.files.document.filter((file) => file.includes('passwd'))).toEqual([])
  } finally {
    await mock.close()
  }
})

it('those that can not be read are named at their line, and so is one that does not fit', async () => {
  const address = await web()
  const { diagnostics } = await check(filesOf(files(address)))
  const lines = yaml(address).split('\n')
  const told = diagnostics.flatMap(({ code, message, where: { line = 0 } }) =>
    code.startsWith('example.') ? [`${/\s*(\w+):/.exec(lines[line - 1] ?? '')?.[1]} ${code} ${message}`] : [],
  )
  expect(told).toEqual([
    expect.stringMatching(/^unfit example\.invalid .*\/name is required/),
    expect.stringMatching(/^far example\.external .*--allow-remote/),
    expect.stringMatching(/^outside example\.external .*folder or below/),
    expect.stringMatching(/^missing example\.external .*no such file/),
    expect.stringMatching(/^broken example\.external /),
  ])
})
