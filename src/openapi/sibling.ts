import { dirname, resolve } from 'node:path'
import { percentDecoded } from '../kernel/index.ts'
import { isAddress } from './remote.ts'

/** What a reference leads to from a file or address, or from where the process runs. A reference is a URI, so that a file's name is percent-encoded in it (RFC 3986 §2.1). */
export function siblingOf(from: string | null, path: string): string {
  if (isAddress(path)) return path
  if (from !== null && isAddress(from)) return new URL(path, from).href
  return resolve(from === null ? '' : dirname(from), from === null ? path : percentDecoded(path))
}
