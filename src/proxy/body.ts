import type { IncomingMessage, ServerResponse } from 'node:http'

/** Bytes of a body up to a limit. */
export interface Collected {
  readonly chunks: readonly Buffer[]
  /** Whether there is more than was collected; it is still to be read, from a message that is paused. */
  readonly hasMore: boolean
}

/** Collects a body, and stops when it is longer than the limit. Rejects when the other side breaks off. */
export function collect(message: IncomingMessage, limit: number): Promise<Collected> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const settle = (hasMore: boolean) => {
      message.off('data', take).off('end', end).off('error', reject).off('close', broken)
      resolve({ chunks, hasMore })
    }
    const take = (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size <= limit) return
      message.pause()
      settle(true)
    }
    const end = () => settle(false)
    const broken = () => reject(new Error('the other side broke off'))
    message.on('data', take).once('end', end).once('error', reject).once('close', broken)
  })
}

/** The body of an answer as it comes: held back for a moment, then handed on, and kept up to a limit so that it can be judged in the end. */
export class Coming {
  readonly #message: IncomingMessage
  readonly #limit: number
  readonly #pieces: AsyncIterator<Buffer>
  #next: Promise<IteratorResult<Buffer>> | undefined
  #kept: Buffer[] = []
  #size = 0

  constructor(message: IncomingMessage, limit: number) {
    this.#message = message
    this.#limit = limit
    this.#pieces = message[Symbol.asyncIterator]()
  }

  get isEmpty(): boolean {
    return this.#size === 0
  }

  /** All that has come; undefined when it was more than is kept. */
  get bytes(): Buffer | undefined {
    return this.#size > this.#limit ? undefined : Buffer.concat(this.#kept)
  }

  /**
   * Waits for the end; whether it has come. It is waited for no longer than `patience` milliseconds after the first piece, if given, and not beyond the limit.
   * Rejects when the other side breaks off.
   */
  async hold(patience: number | undefined): Promise<boolean> {
    const whole = Number(this.#message.headers['content-length'])
    let late: Promise<undefined> | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    try {
      for (;;) {
        const piece = late === undefined ? await this.#peek() : await Promise.race([this.#peek(), late])
        if (piece === undefined) return false
        this.#next = undefined
        if (piece.done === true) return true
        this.#keep(piece.value)
        if (this.#size > this.#limit) return false
        if (patience === undefined || this.#size >= whole) continue
        late ??= new Promise((resolve) => {
          timer = setTimeout(resolve, patience, undefined)
        })
      }
    } finally {
      clearTimeout(timer)
    }
  }

  /** Hands on what was held, then what still comes, no faster than it is taken. Rejects when the other side breaks off. */
  async handOn(response: ServerResponse): Promise<void> {
    for (const piece of this.#kept) response.write(piece)
    this.#forget()
    for (;;) {
      const { done, value } = await this.#peek()
      this.#next = undefined
      if (done === true || response.destroyed) return
      this.#keep(value)
      this.#forget()
      if (!response.write(value)) await drained(response)
    }
  }

  #peek(): Promise<IteratorResult<Buffer>> {
    if (this.#next !== undefined) return this.#next
    this.#next = this.#pieces.next()
    // It may fail while nobody waits for it; whoever asks next is told.
    this.#next.catch(() => undefined)
    return this.#next
  }

  #keep(piece: Buffer): void {
    this.#kept.push(piece)
    this.#size += piece.length
  }

  /** What can't be judged any more need not be kept. */
  #forget(): void {
    if (this.#size > this.#limit) this.#kept = []
  }
}

/** Until there is room again, or nobody left who takes anything. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      response.off('drain', settle).off('close', settle)
      resolve()
    }
    response.on('drain', settle).on('close', settle)
  })
}
