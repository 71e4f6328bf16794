import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from '../openapi/index.ts'

const prefix = '/__standin/docs'

/** Answers a request that is not let through, and says whether it did. */
type Refuse = (request: FastifyRequest, reply: FastifyReply) => boolean

/** API documentation that works offline, and the document it is made from. Made on first use, so that it costs a start nothing. */
export function registerDocs(app: FastifyInstance, api: Api, control: Api, refuse: Refuse): void {
  let docs: Promise<FastifyInstance> | undefined
  const get = (url: string, answer: (request: FastifyRequest, reply: FastifyReply) => unknown) =>
    app.get(url, (request, reply) => (refuse(request, reply) ? undefined : answer(request, reply)))
  const serve = async (request: FastifyRequest) => {
    docs ??= createDocs(api)
    return (await docs).inject({ method: 'GET', url: request.url, headers: { accept: request.headers.accept ?? '*/*' } })
  }
  for (const [url, shown] of [
    ['/__standin/openapi.json', api],
    ['/__standin/control.json', control],
  ] as const) {
    get(url, (_request, reply) => reply.type('application/json; charset=utf-8').send(JSON.stringify(shown.document)))
  }
  for (const url of [prefix, `${prefix}/*`]) {
    get(url, async (request, reply) => {
      const page = await serve(request)
      return reply.code(page.statusCode).headers(page.headers).send(page.rawPayload)
    })
  }
  app.addHook('onClose', async () => (await docs)?.close())
}

async function createDocs(api: Api): Promise<FastifyInstance> {
  const [{ default: fastify }, { default: swagger }, { default: swaggerUi }] = await Promise.all([
    import('fastify'),
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
  ])
  const docs = fastify({ logger: false })
  await docs.register(swagger, { mode: 'static', specification: { document: api.document as never } })
  // A document's own servers are outside; trying a call from the page goes to this mock.
  await docs.register(swaggerUi, {
    routePrefix: prefix,
    uiConfig: { docExpansion: 'list', deepLinking: true, tryItOutEnabled: true },
    transformSpecificationClone: true,
    transformSpecification: (specification) => ({ ...specification, servers: [{ url: '/' }] }),
  })
  await docs.ready()
  return docs
}
