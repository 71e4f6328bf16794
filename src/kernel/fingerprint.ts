import { createHash } from 'node:crypto'

/** A short name of a content: equal contents have equal ones, and different contents do not share one by chance. 32 hexadecimal digits. */
export function fingerprint(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32)
}
