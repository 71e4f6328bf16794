import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('worker.mjs', import.meta.url))

/** Processes that write pacts at the same time. */
export function startWorkers(number: number) {
  const children = Array.from({ length: number }, () => fork(script, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }))
  return {
    /** Each expects `count` things of its own, and all of them one more: another one where `shared` says so. */
    round: (dir: string, document: string, count: number, shared: (worker: number) => string = () => 'Rex') =>
      Promise.all(
        children.map(
          (child, worker) =>
            new Promise<void>((resolve, reject) => {
              child.once('message', () => resolve())
              child.once('exit', (code) => reject(new Error(`worker ${worker} ended with ${code}`)))
              child.send({ dir, document, worker, count, shared: shared(worker) })
            }),
        ),
      ),
    async stop() {
      await Promise.all(
        children.map((child) => {
          child.removeAllListeners()
          const ended = new Promise((resolve) => child.once('exit', resolve))
          child.disconnect()
          return ended
        }),
      )
    },
  }
}
