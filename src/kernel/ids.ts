/**
 * Ids as a pure function of a seed and a number: the same world gives the same ids, and two numbers never give the same one.
 * They are not secrets and can be guessed by whoever knows the seed.
 */

const hex = Array.from({ length: 65_536 }, (_, half) => half.toString(16).padStart(4, '0'))

/** `prefix` and 32 lower-case hex digits. */
export function toId(prefix: string, seed: number, serial: number): string {
  // The first word is a bijection of the serial, so ids of one seed can't collide.
  const a = scramble((serial ^ scramble(seed)) | 0)
  const b = scramble((a + 0x9e3779b9 + seed) | 0)
  const c = scramble((b ^ 0x85ebca6b ^ serial) | 0)
  const d = scramble((c + 0xc2b2ae35 + serial) | 0)
  // Joined, not added up: an id lives as long as its row, and a string added up keeps all its parts.
  return [prefix, high(a), low(a), high(b), low(b), high(c), low(c), high(d), low(d)].join('')
}

/** The same as a version 4 UUID. */
export function toUuid(seed: number, serial: number): string {
  const digits = toId('', seed, serial)
  const variant = '89ab'[Number.parseInt(digits[16] as string, 16) & 3] as string
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`
}

function high(word: number): string {
  return hex[word >>> 16] as string
}

function low(word: number): string {
  return hex[word & 0xffff] as string
}

/** MurmurHash3's finalizer: a bijection on 32 bits. */
function scramble(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) | 0
}
