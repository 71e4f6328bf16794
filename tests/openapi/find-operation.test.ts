import fc from 'fast-check'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { findOperation } from '../../src/openapi/index.ts'
import { apiOf } from './given.ts'

const word = fc.constantFrom('a', 'b', 'users', 'é', 'v1', 'a b', '50%', '$x')
const segment = fc.oneof(word.map(encodeURI), fc.constantFrom('{p}', '{p}.{q}', '{p}:go', '{p}-x', "at('{p}')"))
/** Parameters by names that no other in the template has. */
const template = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => {
  let count = 0
  return segments.map((one) => `/${one.replace(/\{\w\}/g, () => `{n${count++}}`)}`).join('')
})
const requested = fc.array(fc.oneof(word, fc.constantFrom('a.b.c', 'x:go', 'x:go:go', 'y-x', "at('k')", 'a/b', '%41')), {
  minLength: 1,
  maxLength: 4,
})

it('finds the operation and the values that the router finds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(template, fc.constantFrom('get', 'post')), { minLength: 1, maxLength: 6, selector: (one) => one.join(' ') }),
      fc.constantFrom([{ url: '/' }], [{ url: '/v1' }], [{ url: '/{any}/b', variables: { any: { default: 'a' } } }]),
      requested,
      async (operations, servers, segments) => {
        const paths: Record<string, Record<string, object>> = {}
        for (const [path, method] of operations) paths[path] = { ...paths[path], [method]: { responses: {} } }
        const api = apiOf(paths, { servers })
        const server = Fastify({ exposeHeadRoutes: false })
        for (const operation of api.operations) {
          for (const { route: url } of operation.addresses) {
            server.route({
              method: operation.method,
              url,
              handler: ({ params }) => ({
                id: operation.id,
                params: operation.path.names.map((_, index) => (params as never)[`p${index}`]),
              }),
            })
          }
        }
        const target = `/${segments.map(encodeURIComponent).join('/')}`
        for (const method of ['GET', 'POST'] as const) {
          const routed = await server.inject({ method, url: target })
          const found = findOperation(api, method, target)
          expect(found && { id: found.operation.id, params: found.params }).toEqual(routed.statusCode === 404 ? undefined : routed.json())
        }
      },
    ),
    { numRuns: 400 },
  )
})
