import { type Html, html } from '../../kernel/index.ts'
import type { Message } from '../verbs.ts'
import { linkTo, type Place } from './place.ts'
import { type Column, table } from './table.ts'
import { readable } from './time.ts'

/** Every mail of a world, newest first. */
export function outboxPage(place: Place, messages: readonly Message[], to: string | undefined): Html {
  return html`<h1>Outbox</h1>
<form method="get" action="${linkTo(place, 'outbox')}" class="row" role="search" id="filter">
<label class="field">To <input name="to" type="text" inputmode="email" value="${to ?? ''}" autocomplete="off" placeholder="jane@example.com" data-testid="outbox-to"></label>
<button data-testid="outbox-filter">Filter</button>
${to !== undefined && html`<a href="${linkTo(place, 'outbox')}">All mails</a>`}
</form>
${mailTable(place, messages, to)}`
}

/** `to` = whose mails were asked for, when not everybody's. */
export function mailTable(place: Place, messages: readonly Message[], to?: string): Html {
  return table({
    id: 'mails',
    caption: 'Mails, newest first',
    columns: columns(place),
    rows: messages,
    key: ({ id }) => id,
    mark: 'mail',
    empty:
      to === undefined
        ? html`No mail was sent. Invite someone, or ask for an invitation to be sent again.`
        : html`No mail was sent to ${to}.`,
  })
}

function columns(place: Place): readonly Column<Message>[] {
  return [
    { head: 'To', kind: 'brief', cell: ({ id, to }) => html`<a href="${mailLink(place, id)}" data-testid="open-mail">${to}</a>` },
    { head: 'Subject', kind: 'wide', cell: ({ subject }) => subject },
    { head: 'Sent', kind: 'brief', cell: ({ sentAt }) => readable(sentAt) },
  ]
}

export function mailLink(place: Place, id: string): string {
  return `${linkTo(place, 'outbox')}/${encodeURIComponent(id)}`
}
