import { readEvents, writeEvents } from './events.ts'
import { readLines, writeLines } from './lines.ts'
import type { Medium } from './medium.ts'
import type { Reading } from './reading.ts'

/** Whether a body of a media type is a text of several values, one after the other: lines of JSON, or events. */
export function isSequence({ codec }: Pick<Medium, 'codec'>): boolean {
  return codec === 'lines' || codec === 'events'
}

/** The values in the text of a sequence, or what of it can't be read. */
export function readSequence({ codec, pointer }: Pick<Medium, 'codec' | 'pointer'>, text: string): readonly unknown[] | Reading {
  return codec === 'events' ? readEvents(text) : readLines(text, pointer)
}

export function writeSequence({ codec, essence }: Pick<Medium, 'codec' | 'essence'>, values: readonly unknown[]): string {
  return codec === 'events' ? writeEvents(values) : writeLines(values, essence)
}
