import type { ServerResponse } from 'node:http'

/** Aborts when the answer is done with: sent whole, or given up by the other side. */
export function leaving(raw: ServerResponse): AbortSignal {
  const controller = new AbortController()
  raw.once('close', () => controller.abort())
  return controller.signal
}
