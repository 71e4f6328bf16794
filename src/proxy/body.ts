import type { IncomingMessage } from 'node:http'

/** Bytes of a body up to a limit. */
export interface Collected {
  readonly chunks: readonly Buffer[]
  /** Whether there is more than was collected; it is still to be read, from a message that is paused. */
  readonly hasMore: boolean
}

/** Collects a body, and stops when it is longer than the limit. Rejects when the other side breaks off. */
export function collect(message: IncomingMessage, limit: number): Promise<Collected> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const settle = (hasMore: boolean) => {
      message.off('data', take).off('end', end).off('error', reject).off('close', broken)
      resolve({ chunks, hasMore })
    }
    const take = (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size <= limit) return
      message.pause()
      settle(true)
    }
    const end = () => settle(false)
    const broken = () => reject(new Error('the other side broke off'))
    message.on('data', take).once('end', end).once('error', reject).once('close', broken)
  })
}
