import type { Operation } from '../../openapi/index.ts'
import type { OwnBackend } from './define.ts'

/** What a handler threw that was no refusal: the first line names the place, the stack is the handler's part of it. */
export class HandlerFailure extends Error {
  constructor({ id }: Operation, thrown: unknown, { file }: OwnBackend) {
    const { name, message, stack = '' } = thrown instanceof Error ? thrown : new Error(String(thrown))
    const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
    const ours = frames.findIndex((line) => line.includes(folder))
    // A module that was saved has a mark in its address.
    const own = frames.slice(0, ours === -1 ? undefined : ours).map((line) => line.replace(/\?\w+(?=:\d)/, ''))
    const [, place] = /(:\d+:\d+)\)?$/.exec(own[0] ?? '') ?? []
    const at = file === undefined || place === undefined ? '' : ` at ${file}${place}`
    super(`The handler of ${id} failed${at}: ${name === 'Error' ? '' : `${name}: `}${message}`)
    this.stack = [this.message, ...own].join('\n')
  }
}

/** Where the frames of a stack begin that are no handler's. */
const folder = new URL('.', import.meta.url).href
