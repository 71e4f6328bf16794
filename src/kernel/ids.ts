/**
 * Ids as a pure function of a seed and a number: the same world gives the same ids, and two numbers never give the same one.
 * They are not secrets and can be guessed by whoever knows the seed.
 */

/** Character codes of the hex digits. */
const hex = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))

/** `prefix` and 32 lower-case hex digits. */
export function toId(prefix: string, seed: number, serial: number): string {
  const a = first(seed, serial)
  const b = second(seed, a)
  const c = third(serial, b)
  const d = fourth(serial, c)
  // Made in one go: a string that is added up keeps all its parts for as long as its row lives, and costs twice the time.
  // biome-ignore format: a word on two lines
  return prefix + String.fromCharCode(
    digit(a, 28), digit(a, 24), digit(a, 20), digit(a, 16),
    digit(a, 12), digit(a, 8), digit(a, 4), digit(a, 0),
    digit(b, 28), digit(b, 24), digit(b, 20), digit(b, 16),
    digit(b, 12), digit(b, 8), digit(b, 4), digit(b, 0),
    digit(c, 28), digit(c, 24), digit(c, 20), digit(c, 16),
    digit(c, 12), digit(c, 8), digit(c, 4), digit(c, 0),
    digit(d, 28), digit(d, 24), digit(d, 20), digit(d, 16),
    digit(d, 12), digit(d, 8), digit(d, 4), digit(d, 0),
  )
}

/** The same as a version 4 UUID (RFC 9562 §5.4). */
export function toUuid(seed: number, serial: number): string {
  const a = first(seed, serial)
  const b = second(seed, a)
  const c = third(serial, b)
  const d = fourth(serial, c)
  const variant = hex[8 | ((c >>> 28) & 3)] as number
  // biome-ignore format: a group or two on a line
  return String.fromCharCode(
    digit(a, 28), digit(a, 24), digit(a, 20), digit(a, 16), digit(a, 12), digit(a, 8), digit(a, 4), digit(a, 0), dash,
    digit(b, 28), digit(b, 24), digit(b, 20), digit(b, 16), dash, four, digit(b, 8), digit(b, 4), digit(b, 0), dash,
    variant, digit(c, 24), digit(c, 20), digit(c, 16), dash, digit(c, 12), digit(c, 8), digit(c, 4), digit(c, 0),
    digit(d, 28), digit(d, 24), digit(d, 20), digit(d, 16), digit(d, 12), digit(d, 8), digit(d, 4), digit(d, 0),
  )
}

const dash = 45
const four = 52

function digit(word: number, shift: number): number {
  return hex[(word >>> shift) & 15] as number
}

/** A bijection of the serial, so that ids of one seed can't collide. */
function first(seed: number, serial: number): number {
  return scramble((serial ^ scramble(seed)) | 0)
}

function second(seed: number, before: number): number {
  return scramble((before + 0x9e3779b9 + seed) | 0)
}

function third(serial: number, before: number): number {
  return scramble((before ^ 0x85ebca6b ^ serial) | 0)
}

function fourth(serial: number, before: number): number {
  return scramble((before + 0xc2b2ae35 + serial) | 0)
}

/** MurmurHash3's finalizer: a bijection on 32 bits. */
function scramble(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) | 0
}
