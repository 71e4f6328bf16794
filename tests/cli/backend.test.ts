import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Shop } from '../backends/own/shop.ts'
import { run, start } from './run.ts'

describe('standin --backend', () => {
  it('plays by a module and takes it anew when it is saved; a broken one is named with its place, and the last good one goes on', async () => {
    const shop = new Shop(false)
    const server = await start(['--backend', 'shop.mjs', '--port', '0', '--watch'], { cwd: shop.folder })
    expect(await server.prints(/^ready\n/m)).toMatch(
      /document +shop\.yaml: Shop 1 .*\n +answers +2 of 3 operations by your own handlers; the rest from examples/,
    )
    const place = (product: string) =>
      fetch(`${server.url}/orders`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ product }) })
    const orders = async () => (await (await fetch(`${server.url}/__standin/state/orders`)).json()) as unknown[]
    expect((await place('tea')).status).toBe(201)

    shop.edit('There is no ', 'Nobody has ')
    await server.prints(/saved {5}shop\.mjs\n {2}backend {3}taken: 2 of 3 operations by your own handlers/)
    expect(await (await place('milk')).json()).toEqual({ code: 'conflict', message: 'Nobody has milk left' })

    const whole = readFileSync(shop.backend, 'utf8')
    for (const [text, found] of [
      ['const a = {\n  b: 1,,\n}\n', ":2 error SyntaxError: Unexpected token ','"],
      [
        "\nimport { nothing } from 'node:fs'\n",
        ":2 error SyntaxError: The requested module 'node:fs' does not provide an export named 'nothing'",
      ],
      ['\n\n  throw new TypeError("no")\n', ':3:9 error TypeError: no'],
      ['export default {}\n', ' error The default export is no backend: write "export default defineBackend(document)({ … })"'],
    ] as const) {
      writeFileSync(shop.backend, text)
      const printed = await server.prints(/saved {5}shop\.mjs\n[\s\S]*?\[backend\.module\]\n/)
      expect(printed).toContain('backend   not taken, the last good one goes on')
      expect(printed).toContain(`shop.mjs${found} [backend.module]`)
    }
    writeFileSync(shop.backend, whole.replace('placeOrder(', 'placeOrdr('))
    expect(await server.prints(/saved {5}shop\.mjs\n[\s\S]*?\[backend\.own\.unfit\]\n/)).toMatch(
      /shop\.mjs:5:5 error There is a handler for "placeOrdr", .* Did you mean "placeOrder"\? /,
    )
    expect((await place('tea')).status).toBe(201)
    expect(await orders()).toHaveLength(2)

    writeFileSync(shop.backend, whole.replace('const stock = ', 'throw new Error("oh no")\n      const stock = '))
    await server.prints(/backend {3}taken/)
    expect([(await place('tea')).status, (await orders()).length]).toEqual([500, 2])
    const { err } = await server.stop()
    expect(err).toMatch(
      /^Request 4 of the world "default" met a defect in placeOrder: The handler of placeOrder failed at shop\.mjs:6:13: oh no\n +at /,
    )
  })

  it('does not start without the module it names', async () => {
    const { folder } = new Shop()
    const { code, err } = await run(['--backend', 'shop.js', '--port', '0'], { cwd: folder })
    expect([code, err]).toEqual([2, "Your own backend can't be used\nshop.js error There is no such file [backend.module]\n"])
  })
})
