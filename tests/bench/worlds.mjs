// Memory per stored member, and what a world over `large` costs. Run with --expose-gc.
import { createMock } from '../../dist/index.js'

const heap = () => {
  globalThis.gc()
  globalThis.gc()
  return process.memoryUsage().heapUsed
}
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

const small = await createMock()
const empty = heap()
const large = await createMock({ scenario: 'large' })
const held = heap() - empty
console.log(`  per stored member of large: ${Math.round(held / 100_000)} bytes of heap`)

const worlds = 10_000
const before = heap()
const times = []
const kept = []
for (let index = 0; index < worlds; index++) {
  const began = performance.now()
  kept.push(large.createWorld(`w${index}`))
  times.push(performance.now() - began)
}
console.log(`  a world over large: ${(median(times) * 1000).toFixed(1)} µs, ${Math.round((heap() - before) / kept.length)} bytes of heap`)
await Promise.all([small.close(), large.close()])
