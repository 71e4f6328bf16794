import { closeSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { damaged } from './finding.ts'

/**
 * A record as a line of a file: checksum, length, number, JSON. `1b2c3d4e 17 42 {"event":"drop"}`
 * The checksum (CRC-32, 8 hexadecimal digits) is that of everything behind it; the length is that of the JSON, in bytes; numbers go up by one.
 * JSON has no line end inside, so a line that is not ended was not written to its end, and anything else that does not fit was changed afterwards.
 */
export interface Frame {
  readonly number: number
  readonly json: string
  /** Counts from 1. */
  readonly line: number
  /** Where the next one begins, in bytes. */
  readonly end: number
}

/** A last record that was not written to its end. */
export interface Torn {
  /** Where it begins. */
  readonly offset: number
  readonly bytes: number
  readonly line: number
}

export function toFrame(number: number, json: string): string {
  const content = `${Buffer.byteLength(json)} ${number} ${json}\n`
  return `${crc32(content).toString(16).padStart(8, '0')} ${content}`
}

/** The records of a file, in order; what it returns is the torn one at the end, if there is one. Throws `Unusable` for a record that was changed. */
export function* readFrames(file: string): Generator<Frame, Torn | undefined> {
  let expected: number | undefined
  let line = 0
  let offset = 0
  for (const { bytes, isEnded } of readLines(file)) {
    line++
    const frame = isEnded ? parse(bytes) : undefined
    if (frame === undefined) {
      if (!isEnded && isTorn(bytes)) return { offset, bytes: bytes.length, line }
      throw damaged(file, line, offset, isEnded ? 'its checksum or length does not fit' : 'its end was changed')
    }
    if (expected !== undefined && frame.number !== expected)
      throw damaged(file, line, offset, `it is record ${frame.number}, and record ${expected} was expected`)
    expected = frame.number + 1
    offset += bytes.length
    yield { ...frame, line, end: offset }
  }
  return undefined
}

const head = /^([0-9a-f]{8}) (\d{1,10}) (\d{1,16}) /

function parse(bytes: Buffer): { readonly number: number; readonly json: string } | undefined {
  const found = head.exec(bytes.toString('latin1', 0, 40))
  if (found === null || Number.parseInt(found[1] as string, 16) !== crc32(bytes.subarray(9))) return undefined
  const begin = found[0].length
  if (Number(found[2]) !== bytes.length - 1 - begin) return undefined
  return { number: Number(found[3]), json: bytes.toString('utf8', begin, bytes.length - 1) }
}

/** Whether a line without an end is the beginning of a record. After a power cut a file may be as long as it was to be, and zero where nothing came to the disk. */
function isTorn(bytes: Buffer): boolean {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end--
  const text = bytes.toString('latin1', 0, Math.min(end, 40))
  const found = head.exec(text)
  if (found === null) return end < 40 && /^[0-9a-f]{0,8}$|^[0-9a-f]{8} \d{0,10}$|^[0-9a-f]{8} \d{1,10} \d{0,16}$/.test(text)
  return end - found[0].length <= Number(found[2])
}

const chunkSize = 1_048_576
const lineEnd = 10

/** A file of any size, line by line; the last may be without its end. */
function* readLines(file: string): Generator<{ readonly bytes: Buffer; readonly isEnded: boolean }> {
  const fd = openSync(file, 'r')
  try {
    const chunk = Buffer.allocUnsafe(chunkSize)
    let begun: Buffer[] = []
    for (let size = readSync(fd, chunk); size > 0; size = readSync(fd, chunk)) {
      const read = chunk.subarray(0, size)
      let from = 0
      for (let at = read.indexOf(lineEnd); at !== -1; at = read.indexOf(lineEnd, from)) {
        const piece = read.subarray(from, at + 1)
        yield { bytes: begun.length === 0 ? piece : Buffer.concat([...begun, piece]), isEnded: true }
        begun = []
        from = at + 1
      }
      // copied, since the chunk is read into again
      if (from < size) begun.push(Buffer.from(read.subarray(from)))
    }
    if (begun.length > 0) yield { bytes: Buffer.concat(begun), isEnded: false }
  } finally {
    closeSync(fd)
  }
}
