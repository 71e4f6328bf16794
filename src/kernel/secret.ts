import { randomBytes, timingSafeEqual } from 'node:crypto'

/** A token nobody can guess; the only thing of ours that is not a function of a seed. */
export function createSecret(): string {
  return randomBytes(24).toString('base64url')
}

/** Whether two secrets are equal, in a time that tells nothing about where they differ. */
export function isSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
