// A server with the options and faults given as JSON: { mock: MockOptions, faults: FaultSpec[] }. Prints its address; answers IPC messages with its memory.
import { createMock } from '../../dist/index.js'

const { mock: options = {}, faults = [] } = JSON.parse(process.argv[2] ?? '{}')
const mock = await createMock({ ...options, port: 0 })
for (const fault of faults) await mock.faults.add(fault)
process.on('message', () => {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  process.send({ heapUsed, rss, resources: process.getActiveResourcesInfo().length, defects: mock.defects.length })
})
console.log(JSON.stringify({ url: mock.url }))
