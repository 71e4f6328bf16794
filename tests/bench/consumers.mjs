// Whether the consumers' tests hold while the machine is busy: node tests/bench/consumers.mjs [runs] [busy processes]
import { execFile, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const [runs = '40', loops = '2'] = process.argv.slice(2)
const cwd = fileURLToPath(new URL('../../', import.meta.url))
const pacts = fileURLToPath(new URL('../../node_modules/.cache/standin-pacts/', import.meta.url))
const busy = Array.from({ length: Number(loops) }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }))
const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'contracts/consumers/vitest.config.ts']
const once = () =>
  new Promise((resolve) => execFile(process.execPath, args, { cwd }, (error, out) => resolve({ failed: error !== null, out })))

const times = []
const ours = new Set()
let failures = 0
try {
  for (let run = 1; run <= Number(runs); run++) {
    const begun = performance.now()
    const { failed, out } = await once()
    times.push(performance.now() - begun)
    console.error(`run ${run}: ${failed ? `failed\n${out}` : `passed in ${((times.at(-1) ?? 0) / 1000).toFixed(1)} s`}`)
    failures += failed ? 1 : 0
    for (const name of readdirSync(pacts)) if (name.startsWith('directory-sync')) ours.add(readFileSync(pacts + name, 'utf8'))
  }
} finally {
  for (const child of busy) child.kill()
}
const seconds = times.sort((a, b) => a - b).map((time) => (time / 1000).toFixed(1))
console.log(`${runs} runs beside ${loops} busy processes: ${failures} failed, ${ours.size} different pacts of the builder`)
console.log(`median ${seconds[Math.floor(seconds.length / 2)]} s a run, at most ${seconds.at(-1)} s`)
process.exitCode = failures === 0 && ours.size === 1 ? 0 : 1
