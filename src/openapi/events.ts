import { isObject } from '../kernel/index.ts'

const fields = ['event', 'id', 'retry', 'data'] as const

/** Values as a stream of events (WHATWG HTML §9.2.5): an object that has nothing but what an event has is one, anything else is what an event tells. */
export function writeEvents(values: readonly unknown[]): string {
  return values.map((value) => (isEvent(value) ? writeEvent(value) : `data: ${JSON.stringify(value)}\n\n`)).join('')
}

function isEvent(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value) || value.data === undefined) return false
  return Object.keys(value).every((name) => fields.some((field) => field === name))
}

function writeEvent(event: Readonly<Record<string, unknown>>): string {
  const lines = fields.flatMap((name) => {
    const value = event[name]
    if (value === undefined || value === null) return []
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return text.split(/\r\n|\r|\n/).map((line) => `${name}: ${line}\n`)
  })
  return `${lines.join('')}\n`
}

/** The events of a stream, each an object of what it has (OAS 3.2 §4.14.3.2). */
export function readEvents(text: string): readonly unknown[] {
  const events: Record<string, unknown>[] = []
  const lines = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  for (const block of lines.split(/\n{2,}/)) {
    const event: Record<string, unknown> = {}
    for (const line of block.split('\n')) {
      const [, name = '', value = ''] = /^([^:]*)(?::[ ]?(.*))?$/s.exec(line) ?? []
      if (name === 'data') event.data = event.data === undefined ? value : `${event.data}\n${value}`
      else if (name === 'event' || name === 'id') event[name] = value
      else if (name === 'retry' && /^\d+$/.test(value)) event.retry = Number(value)
    }
    if (Object.keys(event).length > 0) events.push(event)
  }
  return events
}
