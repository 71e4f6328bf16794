import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A shop as its document has it. */
const document = `openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /products/{id}:
    get:
      operationId: getProduct
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        '200':
          description: One.
          content: { application/json: { schema: { $ref: '#/components/schemas/Product' }, example: { id: tea, name: Green tea } } }
        '404': { description: None., content: { application/json: { schema: { $ref: '#/components/schemas/Error' } } } }
  /orders:
    get:
      operationId: listOrders
      security: [{ token: [] }]
      responses:
        '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Order' } } } } }
        '401': { description: Who?, content: { application/json: { schema: { $ref: '#/components/schemas/Error' } } } }
    post:
      operationId: placeOrder
      parameters: [{ name: X-Shop, in: header, schema: { type: string } }]
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [product], properties: { product: { type: string }, email: { type: string } } }
      responses:
        '201': { description: Placed., content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
        '409': { description: Sold out., content: { application/json: { schema: { $ref: '#/components/schemas/Error' } } } }
        '500': { description: Ours., content: { application/json: { schema: { $ref: '#/components/schemas/Error' } } } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Product: { type: object, required: [id, name], properties: { id: { type: string }, name: { type: string } } }
    Order:
      type: object
      required: [id, product, placed_at]
      properties: { id: { type: string }, product: { type: string }, placed_at: { type: string, format: date-time } }
    Error: { type: object, required: [code, message], additionalProperties: false, properties: { code: { type: string }, message: { type: string } } }
`

const built = (file: string) => new URL(`../../../dist/${file}`, import.meta.url).href

/** Logic for it, as a user would write it. */
const logic = `import { defineBackend, defineTable } from 'standin'

export default defineBackend(new URL('shop.yaml', import.meta.url))(
  {
    placeOrder({ body, tables, clock, ids, refuse }) {
      const stock = tables.stock.get(body.product)
      if (stock === undefined || stock.left === 0) return refuse(409, 'There is no ' + body.product + ' left')
      tables.stock.put({ ...stock, left: stock.left - 1 })
      const order = { id: ids.text('ord_'), product: body.product, placed_at: clock.iso }
      tables.orders.put(order)
      return { status: 201, body: order }
    },
    listOrders: ({ tables }) => ({ status: 200, body: [...tables.orders.rows()] }),
  },
  {
    tables: {
      stock: defineTable()({ key: ({ name }) => name, rows: [{ name: 'tea', left: 2 }] }),
      orders: defineTable()({ key: ({ id }) => id, schema: 'Order' }),
    },
  },
)
`

/** The files of the shop in a folder of their own, to be saved. */
export class Shop {
  readonly folder = mkdtempSync(join(tmpdir(), 'standin-shop-'))
  readonly document = join(this.folder, 'shop.yaml')
  readonly backend = join(this.folder, 'shop.mjs')

  /** With `isLight`, the module loads no more of the product than it needs: a second copy of all of it takes seconds to transform. */
  constructor(isLight = true) {
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }))
    writeFileSync(this.document, document)
    const light = `import { defineBackend } from '${built('backends/own/define.js')}'; import { defineTable } from '${built('backends/own/table.js')}'`
    const whole = `import { defineBackend, defineTable } from '${built('index.js')}'`
    writeFileSync(this.backend, logic.replace(/^import .*$/m, isLight ? light : whole))
  }

  /** Replaces a text of the backend that must be there; the line where it stands. */
  edit(from: string, to: string): number {
    const text = readFileSync(this.backend, 'utf8')
    const at = text.indexOf(from)
    if (at === -1) throw new Error(`${from} is not in the backend`)
    writeFileSync(this.backend, text.slice(0, at) + to + text.slice(at + from.length))
    return text.slice(0, at).split('\n').length
  }
}
