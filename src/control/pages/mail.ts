import type { Reply } from '../../engine/index.ts'
import { type Html, html } from '../../kernel/index.ts'
import type { Message } from '../verbs.ts'
import { code } from './code.ts'
import { mailLink } from './outbox.ts'
import { linkTo, type Place } from './place.ts'
import { readable } from './time.ts'

export const mailViews = { html: 'As its reader sees it', text: 'Plain text', source: 'Source' } as const
export type MailView = keyof typeof mailViews

/** One mail; `source` is its MIME text, asked for only where it is shown. */
export function mailPage(place: Place, message: Message, view: MailView, source: string | undefined): Html {
  const { id, to, subject, sentAt, acceptLink } = message
  const link = mailLink(place, id)
  return html`<p class="back"><a href="${linkTo(place, 'outbox')}">Outbox</a></p>
<h1 data-testid="mail-subject">${subject}</h1>
<dl class="facts">
<div><dt>To</dt><dd data-testid="mail-to">${to}</dd></div>
<div><dt>Sent</dt><dd>${readable(sentAt)}</dd></div>
<div><dt>Id</dt><dd><code>${id}</code></dd></div>
</dl>
<div class="row">
${acceptLink.startsWith('http') && html`<a class="button primary" href="${toPath(acceptLink, place)}" target="_blank" rel="noopener" data-testid="accept-link">Open the accept link</a>`}
<a href="${place.base}/__standin/outbox/${encodeURIComponent(id)}.eml" download="${id}.eml" data-testid="download-eml">Download ${id}.eml</a>
</div>
<nav aria-label="Ways to see the mail">
<ul class="choice">${Object.entries(mailViews).map(([name, label]) => html`<li><a href="${link}?view=${name}"${name === view && html` aria-current="true"`} data-testid="mail-view-${name}">${label}</a></li>`)}</ul>
</nav>
${shown(link, message, view, source)}`
}

function shown(link: string, { text, subject }: Message, view: MailView, source: string | undefined): Html {
  switch (view) {
    case 'html':
      // Links open tabs of their own, outside the sandbox; scripts never run.
      return html`<iframe class="mail" src="${link}/body" title="The mail: ${subject}" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" data-testid="mail-frame"></iframe>`
    case 'text':
      return code('mail-text', 'the text of the mail', text)
    case 'source':
      return code('mail-source', 'the source of the mail', source ?? '')
  }
}

/** The link as this browser reaches it: a mail may name an address that only others do. */
function toPath(link: string, { base }: Place): string {
  const at = link.indexOf('/__standin/invitations/')
  return at === -1 ? link : base + link.slice(at)
}

/** The mail's own HTML for the frame: its styles may be inline, as mails have them; nothing of it runs or is fetched. */
export function mailBody({ html: text }: Message): Reply {
  // A click in the frame must not open the page in the frame.
  const head = /<head[^>]*>/i
  const base = '<base target="_blank">'
  const body = head.test(text) ? text.replace(head, (found) => found + base) : base + text
  return { status: 200, body, mediaType: 'text/html', headers: { 'content-type': 'text/html; charset=utf-8', ...safety } }
}

const safety = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}
