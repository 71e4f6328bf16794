import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'

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

const decoders: Readonly<Record<string, (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>>> = {
  gzip: promisify(gunzip) as never,
  'x-gzip': promisify(gunzip) as never,
  br: promisify(brotliDecompress) as never,
  // RFC 9110 §8.4.1.2: some send it without the zlib wrapping; the first byte tells
  deflate: (bytes, options) => promisify(((bytes[0] ?? 0) & 0x0f) === 8 ? inflate : inflateRaw)(bytes as never, options as never) as never,
}

/** Why nobody can say what stands behind a content coding. */
export class Undecodable {
  readonly reason: string
  /** Whether the body is not what its header says, rather than something not known here. */
  readonly isBroken: boolean
  constructor(reason: string, isBroken = false) {
    this.reason = reason
    this.isBroken = isBroken
  }
}

/** What stands behind a content coding, up to so many bytes. */
export async function decode(bytes: Uint8Array, coding: string | string[] | undefined, limit: number): Promise<Uint8Array | Undecodable> {
  const codings = [coding ?? []].flat().join(',').toLowerCase().split(',')
  let decoded = bytes
  // RFC 9110 §8.4: listed in the order they were applied
  for (const name of codings.map((one) => one.trim()).reverse()) {
    if (name === '' || name === 'identity') continue
    const decoder = Object.hasOwn(decoders, name) ? decoders[name] : undefined
    if (decoder === undefined) return new Undecodable(`the content coding "${name}" is not known here`)
    try {
      decoded = await decoder(decoded, { maxOutputLength: limit })
    } catch (error) {
      const isTooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      if (isTooLong) return new Undecodable(`decoded it is over the limit of ${limit} bytes (--body-limit)`)
      return new Undecodable(`must be ${name}, as its Content-Encoding says: ${(error as Error).message}`, true)
    }
  }
  return decoded
}
