// How often 8 processes that write one pact at the same time get all of it into the file: node tests/bench/pact-workers.mjs [rounds]
import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gatherPacts } from '../../dist/contracts.js'

const [rounds = '20'] = process.argv.slice(2)
const [number, count] = [8, 4]
const folder = mkdtempSync(join(tmpdir(), 'standin-workers-'))
const document = fileURLToPath(new URL('../contracts/build/pets.yaml', import.meta.url))
const script = fileURLToPath(new URL('../contracts/build/worker.mjs', import.meta.url))
const children = Array.from({ length: number }, () => fork(script))
const texts = new Set()
const figures = []
for (let round = 0; round < Number(rounds); round++) {
  const dir = join(folder, String(round))
  const pacts = gatherPacts(dir)
  pacts.setup()
  const begun = performance.now()
  const done = children.map((child) => new Promise((resolve) => child.once('message', resolve)))
  for (const [worker, child] of children.entries()) child.send({ dir, document, worker, count })
  await Promise.all(done)
  const written = performance.now()
  pacts.teardown()
  const text = readFileSync(join(dir, 'shop-pets.json'), 'utf8')
  texts.add(text)
  const seen = JSON.parse(text).interactions.length
  figures.push({ seen, expected: number * count + 1, workers: Math.round(written - begun), merge: Math.round(performance.now() - written) })
}
for (const child of children) child.disconnect()
const whole = figures.filter(({ seen, expected }) => seen === expected).length
const median = (name) => figures.map((one) => one[name]).sort((a, b) => a - b)[Math.floor(figures.length / 2)]
console.log(`${number} processes, ${number * count + 1} interactions: ${whole} of ${rounds} rounds whole, ${texts.size} different files`)
console.log(`median: ${median('workers')} ms until all were seen, ${median('merge')} ms to merge`)
process.exitCode = whole === figures.length && texts.size === 1 ? 0 : 1
