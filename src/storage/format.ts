import { damaged, unusable } from './finding.ts'
import { type Frame, readFrames, toFrame } from './frame.ts'

/** Raised when an older version could no longer read what is written. */
const format = 1

export type Kind = 'log' | 'snapshot' | 'rows'

interface Header {
  readonly standin: Kind
  readonly format: number
}

/** The first record of a file. Its number is that of the last log record before it: those in a log go on from there, and a snapshot holds all up to it. */
export function toHeader(kind: Kind, number: number): string {
  const header: Header = { standin: kind, format }
  return toFrame(number, JSON.stringify(header))
}

/** Throws `Unusable` when a file does not begin as one of ours that this version reads. */
export function readHeader(file: string, frames: ReturnType<typeof readFrames>, kind: Kind): Frame {
  const { done, value: frame } = frames.next()
  if (done === true) throw damaged(file, 1, 0, 'the file has no records')
  const header = JSON.parse(frame.json) as Header
  if (header.standin !== kind) throw damaged(file, 1, 0, `it is a ${header.standin}, and a ${kind} was expected`)
  if (header.format === format) return frame
  throw unusable(
    'data.file.unknown-format',
    file,
    `It is of format ${header.format}, and this version reads format ${format}. Start it with the version that wrote it, or choose another --data folder.`,
  )
}

/** A file that was written whole: a header, records, and an end that none can be missing before. */
export function* toWhole(kind: Kind, number: number, records: Iterable<unknown>): Generator<string> {
  let last = number
  yield toHeader(kind, number)
  for (const record of records) yield toFrame(++last, JSON.stringify(record))
  yield toFrame(last + 1, end)
}

/** The records of such a file; returns the number of its header. Throws `Unusable` when it is not whole. */
export function* readWhole<Entry>(file: string, kind: Kind): Generator<{ readonly entry: Entry; readonly frame: Frame }, number> {
  const frames = wholeFrames(file, kind)
  for (let next = frames.next(); ; next = frames.next()) {
    if (next.done === true) return next.value
    yield { entry: JSON.parse(next.value.json), frame: next.value }
  }
}

/** Throws `Unusable` when a file is not whole, and looks at nothing else. */
export function checkWhole(file: string, kind: Kind): void {
  const frames = wholeFrames(file, kind)
  while (frames.next().done !== true);
}

function* wholeFrames(file: string, kind: Kind): Generator<Frame, number> {
  const frames = readFrames(file)
  const { number } = readHeader(file, frames, kind)
  let last: Frame | undefined
  for (const frame of frames) {
    if (last !== undefined) yield last
    last = frame
  }
  if (last?.json !== end) throw damaged(file, (last?.line ?? 1) + 1, last?.end ?? 0, 'the rest of the file is gone')
  return number
}

const end = '{"end":true}'

/** As few writes as is good for both memory and disk. */
export function* joined(pieces: Iterable<string>): Generator<string> {
  let joint = ''
  for (const piece of pieces) {
    joint += piece
    if (joint.length < 262_144) continue
    yield joint
    joint = ''
  }
  if (joint !== '') yield joint
}
