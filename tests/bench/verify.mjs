// How long `verify` takes for 3, 100 and 400 interactions at the mock: gate, states and the Rust verifier's process all in; best and worst of some rounds.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mockStates, verify } from '../../dist/contracts/index.js'
import { createMock } from '../../dist/index.js'

const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const sizes = (process.env.BENCH_SIZES ?? '3,100,400').split(',').map(Number)
const given = JSON.parse(readFileSync(fileURLToPath(new URL('../contracts/verify/admin.pact.json', import.meta.url)), 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'standin-bench-'))
const mock = await createMock({ port: 0 })
try {
  for (const size of sizes) {
    const interactions = Array.from({ length: size }, (_, index) => {
      const one = given.interactions[index % given.interactions.length]
      return { ...one, key: `k${index}`, description: `${one.description} (${index})` }
    })
    const file = join(folder, `${size}.json`)
    writeFileSync(file, JSON.stringify({ ...given, interactions }))
    const times = []
    for (let round = 0; round < rounds; round++) {
      const start = performance.now()
      const { report } = await verify({ pacts: [file], states: mockStates(mock), provider: 'the mock', mayMail: true, env: process.env })
      times.push(performance.now() - start)
      if (report.figures.passed !== size) throw new Error(`${report.figures.passed} of ${size} passed: ${JSON.stringify(report.findings)}`)
    }
    const [best, worst] = [Math.min(...times), Math.max(...times)]
    const each = (best / size).toFixed(1)
    console.log(`${String(size).padStart(4)} interactions: ${best.toFixed(0)}–${worst.toFixed(0)} ms, ${each} ms each`)
  }
} finally {
  await mock.close()
  rmSync(folder, { recursive: true })
}
