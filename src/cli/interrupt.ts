import { exitCode } from './exit.ts'

/** Does something that a person may end early: the signal aborts when the process is asked to stop, which then goes on to its tidying up. */
export async function untilInterrupted<Result>(act: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const stop = new AbortController()
  const interrupt = () => stop.abort()
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  try {
    return await act(stop.signal)
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}

/** Like `untilInterrupted`, for what is not whole when it ends early: whatever it found, the exit code says so. */
export function unlessInterrupted(act: (signal: AbortSignal) => Promise<void>): Promise<void> {
  return untilInterrupted(async (signal) => {
    await act(signal)
    if (signal.aborted) process.exitCode = exitCode.interrupted
  })
}

/** The exit code, once someone asks to stop. */
export function interrupted(): Promise<number> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve(exitCode.interrupted))
    process.once('SIGTERM', () => resolve(exitCode.ok))
  })
}
