import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMock, type MockOptions } from '../../../src/index.ts'
import { inferModel } from '../../../src/mock.ts'
import { load } from '../../../src/openapi/index.ts'

/** Notes are sure; nothing makes an event, and a label is made under any id. */
const text = `openapi: 3.0.3
info: { title: Notes, version: '1' }
paths:
  /notes:
    get: { operationId: listNotes, responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Note' } } } } } } }
    post:
      operationId: createNote
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Note' }
            examples: { forbidden: { value: { text: forbidden } } }
      responses:
        '201': { description: Made., content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
        '403': { description: No., content: { application/json: { schema: { type: object }, examples: { forbidden: { value: { why: word } } } } } }
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: getNote, responses: { '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } } } }
    delete: { operationId: deleteNote, responses: { '204': { description: Gone. } } }
  /events:
    get: { operationId: listEvents, responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Note' } } } } } } }
  /events/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: getEvent, responses: { '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } } } }
components:
  schemas:
    Note: { type: object, required: [id], properties: { id: { type: integer, readOnly: true }, text: { type: string } } }
`
const document = join(mkdtempSync(join(tmpdir(), 'standin-sure-')), 'notes.yaml')
writeFileSync(document, text)

async function open(options: MockOptions = {}) {
  const mock = await createMock({ document, ...options })
  onTestFinished(() => mock.close())
  const call = async (method: string, path: string, body?: object) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await mock.fetch(path, { method, ...sent })
    const answer = await response.text()
    expect(mock.defects).toEqual([])
    return { status: response.status, body: answer === '' ? undefined : JSON.parse(answer) }
  }
  return { mock, call }
}

describe('a document that asks for no backend', () => {
  it('keeps what is done to collections that are sure, and answers for those in doubt from examples', async () => {
    const { call, mock } = await open()
    const { body } = await call('POST', '/notes', { text: 'Buy tea' })
    expect(await call('GET', `/notes/${body.id}`)).toEqual({ status: 200, body })
    expect((await call('DELETE', `/notes/${body.id}`)).status).toBe(204)
    expect((await call('GET', `/notes/${body.id}`)).status).toBe(404)
    expect(await call('GET', '/events/7')).toMatchObject({ status: 200, body: { id: 7 } })
    expect(mock.engine.backend.says).toMatch(/kept of notes; in doubt and not kept: events/)
  })

  it('says of what is in doubt why', async () => {
    const { collections } = inferModel(await load(document))
    expect(collections.map(({ name, keep, doubts }) => [name, keep, doubts])).toEqual([
      ['notes', 'always', []],
      ['events', 'stateful', ['no operation makes one']],
    ])
  })

  it('keeps everything where that is asked for, and nothing where that is', async () => {
    const all = await open({ stateful: true })
    expect((await all.call('GET', '/events/7')).status).toBe(404)
    const none = await open({ stateful: false })
    await none.call('POST', '/notes', { text: 'Buy tea' })
    expect((await none.call('GET', '/notes/7')).body).toMatchObject({ id: 7 })
    expect(none.mock.startedFrom).toBeUndefined()
  })

  it('answers with the error that the document pairs with a request', async () => {
    const { call } = await open()
    expect(await call('POST', '/notes', { text: 'forbidden' })).toEqual({ status: 403, body: { why: 'word' } })
  })

  it('answers as recorded in a world that holds recorded answers', async () => {
    const scenario = join(mkdtempSync(join(tmpdir(), 'standin-sure-')), 'recorded.yaml')
    writeFileSync(
      scenario,
      'description: Note 7.\nanswers: [{ call: getNote, path: { id: 7 }, status: 200, body: { id: 7, text: Rex }, media_type: application/json }]\n',
    )
    const { call } = await open({ scenario })
    expect((await call('GET', '/notes/7')).body).toEqual({ id: 7, text: 'Rex' })
    expect((await call('GET', '/notes/8')).body).toMatchObject({ id: 8 })
  })
})
