import { type Html, html } from '../../kernel/index.ts'
import { toQuery } from './place.ts'

/** What forms do, said after it was done. The address carries only the name and what it was done to. */
const sentences = {
  clock: () => 'The clock was set.',
  reset: () => 'The world is back at its start.',
  scenario: (what) => `The scenario ${what} was loaded.`,
  undo: (what) => `${what} was taken back.`,
  snapshot: (what) => `A snapshot was taken: ${what}.`,
  restore: (what) => `The world is back at the snapshot ${what}.`,
  'fault-added': (what) => `The fault ${what} was added.`,
  'fault-removed': (what) => `The fault ${what} was removed.`,
  'faults-removed': () => 'All faults were removed.',
  assumption: (what) => `The assumption ${what} was set.`,
  'world-made': (what) => `The world ${what} was made.`,
  'world-dropped': (what) => `The world ${what} was dropped.`,
} satisfies Readonly<Record<string, (what: string) => string>>

export type Deed = keyof typeof sentences

/** The part of an address that has the next page say what was done. */
export function doneQuery(done: Deed, what?: string): string {
  return toQuery({ done, what })
}

/** What the address says was done; nothing for an address that says nothing we know. */
export function doneNotice(done: string | undefined, what: string | undefined): Html | undefined {
  if (done === undefined || !Object.hasOwn(sentences, done)) return undefined
  return html`<p class="notice" role="status" data-testid="done">${sentences[done as Deed]((what ?? '').slice(0, 80))}</p>`
}

/** Why a form did nothing. */
export function failure(reason: string): Html {
  return html`<p class="notice bad" role="alert" data-testid="failure">${reason}</p>`
}
