import { partsStyle } from './style-parts.ts'

/** The console's style: system fonts, light and dark from one set of rules, one column on a phone. */
export const consoleStyle = `:root {
  color-scheme: light dark;
  --page: light-dark(#f5f6f9, #13161c);
  --surface: light-dark(#ffffff, #1b1f27);
  --sunken: light-dark(#eef0f5, #11141a);
  --line: light-dark(#d5dae4, #353d4b);
  --edge: light-dark(#767f90, #8791a3);
  --text: light-dark(#1a1e26, #e6e9ef);
  --soft: light-dark(#525b6b, #a9b2c1);
  --accent: light-dark(#1f4fd8, #8fb0ff);
  --on-accent: light-dark(#ffffff, #0b1b45);
  --good: light-dark(#0a5f34, #7fdba8);
  --good-back: light-dark(#e0f4e8, #17322a);
  --warn: light-dark(#7a4a00, #f2c26b);
  --warn-back: light-dark(#fdf0d5, #38301c);
  --bad: light-dark(#a61b13, #ffa79f);
  --bad-back: light-dark(#fde7e5, #40211f);
  font: 15px/1.5 system-ui, sans-serif;
  background: var(--page);
  color: var(--text);
}
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; overflow-wrap: anywhere; }
h1 { font-size: 1.45rem; line-height: 1.25; margin: .25rem 0 1rem; }
h2 { font-size: 1.1rem; line-height: 1.3; margin: 0 0 .6rem; }
h3 { font-size: 1rem; margin: 1rem 0 .4rem; }
p { margin: 0 0 .75rem; }
a { color: var(--accent); }
code, pre { font: .88em/1.5 ui-monospace, "Cascadia Code", Menlo, Consolas, monospace; }
:focus-visible, input:focus-within { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
main:focus { outline: none; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.soft { color: var(--soft); }
.big { font-size: 1.15rem; font-variant-numeric: tabular-nums; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 1; padding: .5rem 1rem; background: var(--surface); border-radius: .4rem; }
.skip:focus { top: .5rem; }

/* Its edges are those of what stands below, which has a greatest width. */
.top { --side: 1.25rem; background: var(--surface); border-bottom: 1px solid var(--line); padding: .6rem max(var(--side), (100% - 84rem) / 2 + var(--side)) 0; }
.bar { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; }
.bar p, .bar dl { margin: 0; }
.brand { font-weight: 700; font-size: 1.1rem; }
.brand a { color: inherit; text-decoration: none; }
.where { display: flex; flex-wrap: wrap; gap: 0 1.25rem; flex: 1; }
.where div { display: flex; gap: .4rem; }
.where dt { color: var(--soft); white-space: nowrap; }
.where a { color: inherit; }
.where dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
.where dd .soft { font-weight: 400; }
.live { color: var(--soft); font-size: .9rem; }
.live::before { content: ""; display: inline-block; width: .6em; height: .6em; margin-right: .4em; border-radius: 50%; border: 2px solid var(--edge); }
.live[data-state=on]::before { background: var(--good); border-color: var(--good); }
.live[data-state=lost]::before { background: var(--bad); border-color: var(--bad); }
.top nav ul { display: flex; flex-wrap: wrap; gap: 0 .25rem; margin: .4rem -.7rem 0; padding: 0; list-style: none; }
.top nav a { display: block; padding: .45rem .7rem; color: var(--soft); text-decoration: none; border-bottom: 3px solid transparent; }
.top nav a:hover { color: var(--text); border-color: var(--line); }
.top nav a[aria-current] { color: var(--text); border-color: var(--accent); }

main { width: 100%; max-width: 84rem; margin: 0 auto; padding: 1.25rem; flex: 1; }
main > section { margin: 1.75rem 0; }
.back::before { content: "\\2190\\a0"; }
footer { padding: 1rem 1.25rem; color: var(--soft); font-size: .87rem; text-align: center; }
.aside { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
${partsStyle}
@media (min-width: 76rem) {
  /* Words may break anywhere, for the sake of ids; short ones shall not where there is room. */
  .state td > div { min-width: 6.4rem; }
  .state td > div:has([data-field$=email]) { min-width: 11rem; }
  .state td:first-child > div { min-width: 12rem; }
  .state td.actions > div { min-width: 0; }
}
@media (max-width: 44rem) {
  .top { --side: 1rem; }
  main { padding: 1rem; }
  .where { order: 1; flex-basis: 100%; }
  .bar .live { margin-left: auto; }
  .top nav ul { margin: .4rem -.5rem 0; }
  .top nav a { padding: .45rem .5rem; }
  table, tbody, tr, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { padding: .6rem .8rem; }
  tbody tr { border-top: 1px solid var(--line); }
  tbody tr:first-child { border-top: 0; }
  tbody td, td.wide { display: flex; gap: .6rem; width: auto; padding: .1rem 0; border: 0; }
  td::before { content: attr(data-label); flex: 0 0 6.5rem; color: var(--soft); }
  td > div { flex: 1; min-width: 0; }
  tbody td.brief { display: inline-flex; max-width: 100%; margin-right: 1.1rem; }
  td.brief::before { flex: none; }
  .state td:first-child { font-weight: 600; }
  .state td:first-child code { font-weight: 400; }
  tbody td:empty, tbody td.minor { display: none; }
  tbody td.actions { padding: .4rem 0 0; text-align: left; }
  /* These say what they are by themselves. */
  td.actions::before, td.wide::before, .state td:first-child::before { content: none; }
  .row.end { justify-content: flex-start; }
  .halves { grid-template-columns: minmax(0, 1fr); }
  [data-copies] .code button { display: block; position: static; margin: .3rem 0 0 auto; }
  [data-copies] .code pre { padding-right: .9rem; }
  input, select, textarea { font-size: 16px; }
}
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
}
`
