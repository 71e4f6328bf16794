// Compiled with the rest: each expectation below fails the compiler when the mistake under it goes through.
import type { components, operations } from '../../../src/backends/organizations/document.gen.ts'
import { defineBackend, defineTable, type FilePart } from '../../../src/index.ts'

type Role = components['schemas']['Role']

const tables = {
  roles: defineTable<Role>()({
    key: ({ id }) => id,
    unique: { name: ({ name }) => name },
    many: { organization: ({ organization_id: id }) => id ?? undefined },
  }),
}

export const own = defineBackend<operations>('openapi/organizations.yaml')(
  {
    createRole({ params, body, tables, clock, ids, random, outbox, caller, origin, refuse, next }) {
      const organizationId: string = params.organization_id
      // @ts-expect-error a parameter the path does not have
      params.user_id
      // @ts-expect-error the input is not the handler's to change
      body.name = ''
      const known = tables.roles.by('name', body.name)
      // @ts-expect-error an index the table does not have
      tables.roles.by('title', body.name)
      // @ts-expect-error a table nobody declared
      tables.rolls
      // @ts-expect-error rows are replaced, not changed
      if (known !== undefined) known.name = 'other'
      for (const role of tables.roles.where('organization', organizationId)) tables.roles.delete(role.id)
      // @ts-expect-error a row of another shape
      tables.roles.put({ id: 'role_1' })
      const drawn: number = clock.now + ids.number() + random.int(6)
      outbox.send({ to: 'jane@example.com', subject: caller ?? origin, text: `${ids.uuid()} ${ids.text('role_')} ${drawn} ${clock.iso}` })
      if (known !== undefined) return refuse(409, 'There is such a role')
      // @ts-expect-error a status the document does not declare
      if (drawn === 0) return refuse(418, 'No')
      // @ts-expect-error a body the document does not allow
      if (drawn === 1) return refuse(409, { message: 'No' })
      // @ts-expect-error a success is no refusal
      if (drawn === 2) return refuse(201)
      return next()
    },
    // @ts-expect-error a status the document does not declare
    removeUser: () => ({ status: 202 }),
    // @ts-expect-error a handler answers at once
    getMember: async ({ next }) => next(),
  },
  { tables, authenticate: ({ value }, world) => (value === '' ? undefined : world.tables.roles.get(value)?.id) },
)

// @ts-expect-error an operation the document does not have
export const misspelt = defineBackend<operations>('openapi/organizations.yaml')({ creatRole: ({ next }) => next() })

// Without types of a document, the document itself checks everything when it is served.
export const untyped = defineBackend('shop.yaml')({
  placeOrder: ({ body, params, refuse }) => (body.product === params.id ? refuse(409) : { status: 201, body: {} }),
})

/** As `standin types` writes it of a form with files, and of bytes. */
interface Uploads {
  upload: {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    requestBody: { content: { 'multipart/form-data': { title: string; image: Blob; pages?: Blob[] } } }
    responses: { 201: { headers: { [name: string]: unknown }; content: { 'application/json': { size: number } } } }
  }
  replace: {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    requestBody: { content: { 'image/png': Blob } }
    responses: { 200: { headers: { [name: string]: unknown }; content: { 'image/png': Blob } } }
  }
}

export const uploads = defineBackend<Uploads>('uploads.yaml')({
  upload({ body }) {
    const pages: readonly FilePart[] = body.pages ?? []
    // @ts-expect-error a file is no text
    body.image.trim()
    return { status: 201, body: { size: body.image.bytes.length + pages.length + body.title.length } }
  },
  replace: ({ body }) => ({ status: 200, body: body.byteLength === 0 ? '' : body, mediaType: 'image/png' }),
})

/** As `standin types` writes it where errors are problems and answers of other types than JSON. */
interface Pages {
  page: {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    requestBody?: never
    responses: {
      200: { headers: { [name: string]: unknown }; content: { 'text/html': string } }
      206: { headers: { [name: string]: unknown }; content: { '*/*': { part: number } } }
      207: { headers: { [name: string]: unknown }; content: { 'application/json': { a: number }; 'application/xml': { b: number } } }
      default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': { title: string } } }
    }
  }
  watch: {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    requestBody?: never
    responses: { 200: { headers: { [name: string]: unknown }; content: { 'text/event-stream': string } } }
  }
}

export const pages = defineBackend<Pages>('pages.yaml')({
  page({ refuse, random }) {
    if (random.int(2) === 0) return refuse(404, 'There is no such page')
    if (random.int(2) === 0) return refuse(503, { title: 'Later' })
    // @ts-expect-error a body the document does not allow
    if (random.int(2) === 0) return refuse(503, { name: 'Later' })
    if (random.int(2) === 0) return { status: 400, body: { title: 'No' } }
    if (random.int(2) === 0) return { status: 206, body: { part: 1 }, mediaType: 'application/hal+json' }
    if (random.int(2) === 0) return { status: 207, body: { a: 1 } }
    if (random.int(2) === 0) return { status: 207, body: { b: 1 }, mediaType: 'application/xml' }
    return { status: 200, body: '<p>' }
  },
  watch: () => ({ status: 200, body: 'data: 1\n\n' }),
})

export const unnamed = defineBackend<Pages>('pages.yaml')({
  // @ts-expect-error of several media types one that is not JSON is named
  page: () => ({ status: 207, body: { b: 1 } }),
})
