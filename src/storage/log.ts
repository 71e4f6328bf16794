import { closeSync, fdatasync, fdatasyncSync, ftruncateSync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import { type Folder, writeAll } from './folder.ts'
import { toHeader } from './format.ts'
import { toFrame } from './frame.ts'

const sync = promisify(fdatasync)

/** A log that is written to. What `append` has written outlives the process at once, and a power cut after `sync`. */
export class Log {
  readonly generation: number
  readonly #fd: number
  /** Of the last record. */
  #number: number
  #size: number

  /** Begins a log whose records follow number `after`. */
  static create(folder: Folder, generation: number, after: number): Log {
    const header = toHeader('log', after)
    folder.write(folder.log(generation), [header])
    return new Log(folder.log(generation), generation, after, header.length)
  }

  /** Goes on with a log that holds up to `end`; what is behind it is cut off. */
  constructor(file: string, generation: number, number: number, end: number) {
    this.generation = generation
    this.#number = number
    this.#size = end
    this.#fd = openSync(file, 'a')
    ftruncateSync(this.#fd, end)
  }

  get number(): number {
    return this.#number
  }

  /** In bytes. */
  get size(): number {
    return this.#size
  }

  /** All of them or none; throws what the system says when it takes no more. */
  append(records: readonly string[]): void {
    const first = this.#number + 1
    const text = records.map((json, index) => toFrame(first + index, json)).join('')
    try {
      this.#size += writeAll(this.#fd, text)
    } catch (thrown) {
      // Half a record would be cut off at the next start anyway, but whole ones of a call that was not answered need not stay.
      this.#takeBack()
      throw thrown
    }
    this.#number += records.length
  }

  sync(): void {
    fdatasyncSync(this.#fd)
  }

  /** The same without holding anybody up. */
  syncLater(): Promise<void> {
    return sync(this.#fd)
  }

  close(): void {
    closeSync(this.#fd)
  }

  #takeBack(): void {
    try {
      ftruncateSync(this.#fd, this.#size)
    } catch {
      // The disk is worse off than it said; the next start reads what there is.
    }
  }
}
