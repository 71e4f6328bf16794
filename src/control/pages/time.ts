import { type Html, html } from '../../kernel/index.ts'

/** `2025-12-22T15:30:00Z` as people read it, with the machine's form behind it. */
export function readable(time: string): Html {
  return html`<time datetime="${time}">${toPlain(time)}</time>`
}

/** `2025-12-22 15:30:00` */
export function toPlain(time: string): string {
  return time.slice(0, 19).replace('T', ' ')
}
