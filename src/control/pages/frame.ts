import type { Reply } from '../../engine/index.ts'
import { type Html, html } from '../../kernel/index.ts'
import type { ClockReading } from '../verbs.ts'
import { linkTo, type PageName, type Place } from './place.ts'
import { readable } from './time.ts'

/** What every page of the console is made of. */
export interface Frame {
  readonly place: Place
  /** Which of the tabs is this one; undefined for a page below them. */
  readonly tab: PageName | undefined
  readonly title: string
  readonly content: Html
  /** Left out where the page does not ask for it. */
  readonly scenario?: string | undefined
  readonly clock?: ClockReading | undefined
  /** What a form has just done. */
  readonly notice?: Html | undefined
  /** Whether the page changes by itself when something happens: in its world, or in any. */
  readonly watches?: 'world' | 'worlds' | undefined
}

const tabs: readonly (readonly [PageName, string])[] = [
  ['overview', 'Overview'],
  ['journal', 'Journal'],
  ['outbox', 'Outbox'],
  ['faults', 'Faults'],
  ['scenarios', 'Scenarios'],
  ['assumptions', 'Assumptions'],
  ['worlds', 'Worlds'],
]

/** A page of the console as an answer. */
export function frame(status: number, page: Frame): Reply {
  const { place, tab, title, content, notice, watches } = page
  const text = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${place.world} · Standin</title>
<link rel="stylesheet" href="${styleSheet}">
<link rel="icon" href="data:,">
<script type="module" src="${script}"></script>
</head>
<body data-world="${place.world}" data-base="${place.base}" data-watches="${watches ?? 'nothing'}">
<a class="skip" href="#main" data-testid="skip">Skip to content</a>
<header class="top">
<div class="bar">
<p class="brand"><a href="${linkTo(place, 'overview')}">Standin</a></p>
${place.scope === 'all' && whereabouts(page)}
${watches !== undefined && html`<p class="live" role="status" data-testid="live" data-state="off" data-keep>Not live</p>`}
</div>
<nav aria-label="Console">
<ul>
${tabs.filter(([name]) => place.scope === 'all' || name === 'journal').map(([name, label]) => html`<li><a href="${linkTo(place, name)}" data-testid="tab-${name}"${name === tab && html` aria-current="page"`}>${label}</a></li>`)}
</ul>
</nav>
</header>
<main id="main" tabindex="-1">
<div id="notice" data-keep>${notice}</div>
${content}
</main>
<p class="aside" role="status" data-testid="announcement" data-keep></p>
<footer>A page of Standin, which ${place.scope === 'all' ? 'stands in for the API. Nothing here leaves this machine.' : 'stands before the API.'} <a href="${linkTo(place, 'marks')}">Test ids</a> · <a href="/__standin/docs">The API's documentation</a></footer>
</body>
</html>
`
  return { status, body: text.text, mediaType: 'text/html', headers: { 'content-type': 'text/html; charset=utf-8', ...safety } }
}

/** The world, what it began with and what time it is there. */
function whereabouts({ place, scenario, clock }: Frame): Html {
  return html`<dl class="where" id="where">
<div><dt>World</dt><dd><a href="${linkTo(place, 'worlds')}" data-testid="world-name">${place.world}</a></dd></div>
${scenario !== undefined && html`<div><dt>Scenario</dt><dd data-testid="world-scenario">${scenario}</dd></div>`}
${clock !== undefined && html`<div><dt>Clock</dt><dd data-testid="clock-now" data-mode="${clock.mode}">${readable(clock.now)} <span class="soft">${clockModes[clock.mode]}</span></dd></div>`}
</dl>`
}

export const clockModes: Readonly<Record<ClockReading['mode'], string>> = { real: 'real', offset: 'running', frozen: 'frozen' }

/** Everybody may load these two, signed in or not: there is nothing of a world in them. */
export const styleSheet = '/__standin/console.css'
export const script = '/__standin/console.js'

/**
 * Nothing from outside, nothing inline. The referrer stays within the console rather than being left out,
 * since browsers call the origin of a form `null` when it is.
 */
const safety = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}
