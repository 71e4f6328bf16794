const json = (schema: object, more = {}) => ({ content: { 'application/json': { schema, ...more } } })
const topic = { name: 'topic', in: 'path', required: true, schema: { type: 'string' } }

/** A document whose only operation leads to callbacks, and which declares a webhook. */
export const subscriptions = {
  openapi: '3.1.0',
  info: { title: 'Subscriptions', version: '1' },
  paths: {
    '/topics/{topic}/subscriptions': {
      post: {
        operationId: 'subscribe',
        parameters: [topic, { name: 'done', in: 'query', schema: { type: 'string' } }],
        requestBody: {
          required: true,
          ...json({
            type: 'object',
            required: ['url'],
            properties: { url: { type: 'string' }, secret: { type: 'string' }, label: { type: 'string' } },
          }),
        },
        responses: {
          '201': {
            description: 'Made.',
            headers: { 'X-Region': { schema: { type: 'string', example: 'north' } } },
            ...json({ type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } }),
          },
        },
        callbacks: {
          onData: {
            '{$request.body#/url}/{$request.path.topic}?region={$response.header.X-Region}&by={$method}': {
              post: {
                parameters: [{ name: 'X-Signature', in: 'header', required: true, schema: { type: 'string', pattern: '^[a-f0-9]{16}$' } }],
                requestBody: json({
                  type: 'object',
                  required: ['id', 'label', 'count', 'secret'],
                  properties: {
                    id: { type: 'string', readOnly: true },
                    label: { type: 'string' },
                    count: { type: 'integer', minimum: 3, maximum: 5 },
                    secret: { type: 'string' },
                  },
                  additionalProperties: false,
                }),
                responses: {
                  '200': { description: 'Taken.', ...json({ type: 'object', required: ['ok'] }) },
                  '204': { description: 'Taken.' },
                },
              },
            },
          },
          onDone: { '$request.query.done': { put: { responses: { default: { description: 'Anything.' } } } } },
        },
      },
    },
  },
  webhooks: {
    newTopic: {
      post: {
        summary: 'A topic was made',
        requestBody: json(
          { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 3 } } },
          { examples: { news: { value: { name: 'news' } }, sports: { value: { name: 'sports' } } } },
        ),
        responses: { '204': { description: 'Taken.' } },
      },
    },
  },
}
