import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'

/** Content codings of HTTP (RFC 9110 §8.4.1), and what undoes them. */
const decoders: Readonly<Record<string, (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>>> = {
  gzip: promisify(gunzip) as never,
  'x-gzip': promisify(gunzip) as never,
  br: promisify(brotliDecompress) as never,
  // RFC 9110 §8.4.1.2: some send it without the zlib wrapping; the first byte tells
  deflate: (bytes, options) => promisify(((bytes[0] ?? 0) & 0x0f) === 8 ? inflate : inflateRaw)(bytes as never, options as never) as never,
}

/** For `Accept-Encoding`, where another was sent. */
export const contentCodings: readonly string[] = ['gzip', 'deflate', 'br']

/** Why nobody can say what stands behind a content coding. */
export class Undecodable {
  readonly reason: string
  /** Whether the coding is not known here, the body would be over the limit, or it is not what its header says. */
  readonly because: 'unknown' | 'too-long' | 'broken'
  constructor(reason: string, because: Undecodable['because']) {
    this.reason = reason
    this.because = because
  }
}

/** What stands behind a content coding, up to so many bytes. */
export async function decodeContent(
  bytes: Uint8Array,
  coding: string | string[] | undefined,
  limit: number,
): Promise<Uint8Array | Undecodable> {
  const codings = [coding ?? []].flat().join(',').toLowerCase().split(',')
  let decoded = bytes
  // RFC 9110 §8.4: listed in the order they were applied
  for (const name of codings.map((one) => one.trim()).reverse()) {
    if (name === '' || name === 'identity') continue
    const decoder = Object.hasOwn(decoders, name) ? decoders[name] : undefined
    if (decoder === undefined) return new Undecodable(`the content coding "${name}" is not known here`, 'unknown')
    try {
      decoded = await decoder(decoded, { maxOutputLength: limit })
    } catch (error) {
      const isTooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      if (isTooLong) return new Undecodable(`decoded it is over the limit of ${limit} bytes (--body-limit)`, 'too-long')
      return new Undecodable(`must be ${name}, as its Content-Encoding says: ${(error as Error).message}`, 'broken')
    }
  }
  return decoded
}
