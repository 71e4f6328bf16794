import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// V8 compiles more and more of what runs often, for thousands of rounds, into the heap that is measured: several megabytes that nobody holds on to.
// Interpreted, the heap after the same round is the same to some kilobytes.
for (const flag of ['--expose-gc', '--no-opt', '--no-maglev', '--no-sparkplug', '--no-lazy-feedback-allocation']) setFlagsFromString(flag)
const collect = runInNewContext('gc') as () => void

/** Bytes of this process's heap that something still holds. Whoever imports this runs without V8's compilers. */
export async function heldHeap(): Promise<number> {
  collect()
  // what waits for a finalizer or a turn is let go of at the second time
  await new Promise(setImmediate)
  collect()
  return process.memoryUsage().heapUsed
}
