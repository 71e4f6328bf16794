import { html as template } from '../../kernel/index.ts'

/** What the mail of an invitation says; nothing that changes later, so that a mail reads the same whenever it is opened. */
export interface MailContent {
  readonly organizationName: string
  readonly acceptLink: string
  readonly customMessage: string | null
}

/** The mail's text and HTML; made when someone reads it, not when it is sent. */
export function renderMail(content: MailContent): { readonly subject: string; readonly text: string; readonly html: string } {
  return { subject: subjectOf(content), text: toPlain(content), html: toHtml(content) }
}

/** A name with a line break in it must not begin a new header line. */
function subjectOf({ organizationName }: MailContent): string {
  return `You are invited to join ${organizationName.replaceAll(/\s+/g, ' ')}`
}

function toPlain({ organizationName, acceptLink, customMessage }: MailContent): string {
  const paragraphs = [
    'Hello,',
    `you are invited to join ${organizationName}.`,
    ...(customMessage === null ? [] : [customMessage]),
    `Accept the invitation:\n${acceptLink}`,
    'The link works for seven days. If you did not expect this mail, there is nothing you have to do.',
  ]
  return `${paragraphs.join('\n\n')}\n`
}

function toHtml(content: MailContent): string {
  const { organizationName, acceptLink, customMessage } = content
  return template`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${subjectOf(content)}</title>
</head>
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere">
<h1 style="font-size: 1.3rem">You are invited to join ${organizationName}</h1>
${
  customMessage !== null &&
  template`<blockquote style="margin: 1rem 0; padding-left: 1rem; border-left: 3px solid #888; white-space: pre-line">${customMessage}</blockquote>
`
}<p><a href="${acceptLink}" style="display: inline-block; padding: .6rem 1rem; border-radius: .4rem; background: #1f4fd8; color: #fff; text-decoration: none">Accept the invitation</a></p>
<p>Or open this address: ${acceptLink}</p>
<p>The link works for seven days. If you did not expect this mail, there is nothing you have to do.</p>
</body>
</html>
`.text
}
