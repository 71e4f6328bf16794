import type { Reply } from '../../engine/index.ts'
import { type Html, html } from '../../kernel/index.ts'

/** A whole page as an answer: nothing from outside, no script. */
export function page(status: number, title: string, content: Html): Reply {
  const text = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/__standin/style.css">
</head>
<body>
<main data-testid="page">
${content}
</main>
<footer>A page of Standin, which stands in for the API. Nothing here leaves this machine.</footer>
</body>
</html>
`
  return { status, body: text.text, mediaType: 'text/html', headers: { 'content-type': 'text/html; charset=utf-8', ...safety } }
}

const safety = {
  'content-security-policy': "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

export const style = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; grid-template-rows: 1fr auto; justify-items: center; background: Canvas; color: CanvasText; overflow-wrap: anywhere; }
main { width: min(26rem, 100vw - 2rem); margin: auto; padding: 2rem 0; }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 .75rem; }
form { display: grid; gap: 1rem; margin-top: 1.5rem; }
label { display: grid; gap: .25rem; font-weight: 600; }
input { font: inherit; font-weight: 400; padding: .55rem .7rem; border: 1px solid GrayText; border-radius: .4rem; background: Field; color: FieldText; }
button { font: inherit; font-weight: 600; padding: .65rem 1rem; border: 0; border-radius: .4rem; background: light-dark(#1f4fd8, #8fb0ff); color: light-dark(#fff, #0b1b45); cursor: pointer; }
:focus-visible { outline: 3px solid light-dark(#1f4fd8, #8fb0ff); outline-offset: 2px; }
.alert { border-left: .25rem solid light-dark(#b3261e, #ff9b93); padding: .25rem .75rem; }
footer { padding: 1rem; font-size: .85rem; color: light-dark(#525b6b, #a9b2c1); text-align: center; }
`
