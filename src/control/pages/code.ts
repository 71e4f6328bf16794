import { type Html, html } from '../../kernel/index.ts'

/** Text in its own lines, with a button that copies it where the browser can. */
export function code(id: string, label: string, text: string): Html {
  return html`<div class="code">
<pre id="${id}" aria-label="${label}" data-testid="${id}">${text}</pre>
<button type="button" class="small" data-copy="${id}" data-testid="copy-${id}">Copy<span class="hidden"> ${label}</span></button>
</div>`
}

/** A value as JSON for people; text stays text. */
export function toText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)
}
