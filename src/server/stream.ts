import type { ServerResponse } from 'node:http'

/**
 * Sends an answer piece by piece as it comes, no faster than the other side takes it, after headers that go out at once: `EventSource` waits for them.
 * When the other side leaves, the source's `return()` is called at once, even while its `next()` is still waited for; one that ended by itself is left alone.
 * A source that waits should end its wait then. An `async function*` can't, it takes `return()` only when it goes on: give it something that wakes it, such as `Request.left`.
 * `fail` is told what the source threw.
 */
export async function stream(raw: ServerResponse, pieces: AsyncIterable<string>, fail: (thrown: unknown) => void): Promise<void> {
  const source = pieces[Symbol.asyncIterator]()
  let isOver = false
  const leave = async () => {
    if (isOver) return
    isOver = true
    await source.return?.()
  }
  try {
    if (raw.destroyed) return await leave()
    raw.once('close', () => leave().catch(fail))
    raw.flushHeaders()
    for (let piece = await source.next(); piece.done !== true; piece = await source.next()) {
      if (raw.destroyed) return await leave()
      if (!raw.write(piece.value)) await drained(raw)
    }
    isOver = true
    raw.end()
  } catch (thrown) {
    isOver = true
    fail(thrown)
    // Broken off and not ended: whoever reads must not take what came for all there is.
    raw.destroy()
  }
}

/** Until there is room again, or nobody left who takes anything. */
function drained(raw: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      raw.off('drain', settle).off('close', settle)
      resolve()
    }
    raw.on('drain', settle).on('close', settle)
  })
}
