/** Forms, tables, cards, badges and frames of the console. */
export const partsStyle = `
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 1rem; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.15rem; margin: 1rem 0; }
.cards .card { margin: 0; }
.halves { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem; margin: 1.5rem 0; }
.row { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; margin-bottom: .75rem; }
.row > a:not(.button), .row > span { padding-bottom: .5rem; }
.row.end { justify-content: flex-end; align-items: center; margin: 0; }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: .75rem 1rem; align-items: end; }
.field { display: grid; gap: .2rem; color: var(--soft); font-size: .92rem; }
.field.wide { grid-column: 1 / -1; }
.check { display: flex; gap: .5rem; align-items: baseline; margin: .75rem 0 0; }
fieldset { border: 0; margin: 0 0 1rem; padding: 0; min-width: 0; }
legend { font-weight: 600; padding: 0; margin-bottom: .4rem; }
input, select, textarea { font: inherit; font-size: 1rem; color: var(--text); background: var(--page); border: 1px solid var(--edge); border-radius: .4rem; padding: .35rem .55rem; height: 2.5rem; min-width: 0; max-width: 100%; }
.fields input, .fields select, .fields textarea { width: 100%; }
textarea { height: auto; }
input[type=checkbox] { width: auto; height: auto; accent-color: var(--accent); }
input:placeholder-shown { text-overflow: ellipsis; }
::placeholder { color: var(--soft); opacity: 1; }
button, .button { font: inherit; font-weight: 600; display: inline-block; padding: .35rem .85rem; min-height: 2.5rem; line-height: 1.5; border: 1px solid var(--edge); border-radius: .4rem; background: var(--surface); color: var(--text); cursor: pointer; text-decoration: none; }
button:hover, .button:hover { background: var(--sunken); }
button.small { padding: .15rem .6rem; min-height: 0; font-size: .92rem; }
.primary, .primary:hover { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.danger, .danger:hover { background: var(--bad-back); border-color: var(--bad); color: var(--bad); }
button[aria-busy=true] { cursor: progress; }
summary { cursor: pointer; color: var(--accent); }
details[open] > summary { margin-bottom: .4rem; }
.confirm[open] { text-align: left; }
.fold > summary { margin-bottom: .6rem; }
.fold > summary h2 { display: inline; color: var(--text); }
form { margin-bottom: .75rem; }
td form, .row > form, .card > :last-child, .card form > :last-child { margin-bottom: 0; }
.rule { margin-top: 1rem; }

.badge { display: inline-block; padding: 0 .5em; border-radius: .3rem; font-size: .88em; font-weight: 600; background: var(--sunken); color: var(--text); white-space: nowrap; }
.badge.good { background: var(--good-back); color: var(--good); }
.badge.warn { background: var(--warn-back); color: var(--warn); }
.badge.bad { background: var(--bad-back); color: var(--bad); }
h1 .badge { font-size: .9em; vertical-align: .08em; }
.count { color: var(--soft); font-weight: 400; }
.notice { padding: .6rem .9rem; border-left: .3rem solid var(--good); background: var(--good-back); color: var(--good); border-radius: .25rem; }
.notice.bad { border-color: var(--bad); background: var(--bad-back); color: var(--bad); }
.empty { color: var(--soft); padding: .9rem 1rem; border: 1px dashed var(--line); border-radius: .5rem; }

table { width: 100%; border-collapse: separate; border-spacing: 0; background: var(--surface); border: 1px solid var(--line); border-radius: .5rem; margin-bottom: .75rem; }
th, td { text-align: left; vertical-align: top; padding: .42rem .7rem; }
th { color: var(--soft); font-weight: 500; font-size: .9rem; white-space: nowrap; }
tbody td { border-top: 1px solid var(--line); }
tbody tr.new { animation: arrive 2s ease-out; }
@keyframes arrive { from { background: var(--good-back); } }
td { font-variant-numeric: tabular-nums; }
td time { white-space: nowrap; }
th.wide, td.wide { width: 40%; }
th.actions, td.actions { text-align: right; }
td.actions form { display: inline-block; }
td.actions summary { white-space: nowrap; }
h2 code { font-weight: 600; }

pre { margin: 0; padding: .7rem .9rem; background: var(--sunken); border: 1px solid var(--line); border-radius: .4rem; white-space: pre-wrap; text-align: left; }
td pre { max-height: 24rem; overflow: auto; }
.code { position: relative; margin-bottom: .75rem; }
.code button { display: none; position: absolute; top: .4rem; right: .4rem; }
[data-copies] .code button { display: inline-block; }
[data-copies] .code pre { padding-right: 5.5rem; }
.facts, .headers { display: flex; flex-wrap: wrap; gap: .25rem 1.75rem; margin: 0 0 1rem; }
.facts div { display: flex; gap: .45rem; }
.facts dt, .headers dt { color: var(--soft); white-space: nowrap; }
.facts dd, .headers dd { margin: 0; }
.headers { flex-direction: column; font: .88em/1.5 ui-monospace, Menlo, Consolas, monospace; }
.headers div { display: flex; flex-wrap: wrap; gap: 0 .6rem; }
.choice { display: flex; flex-wrap: wrap; gap: .25rem; list-style: none; padding: 0; margin: 1rem 0 .6rem; }
.choice a { display: block; padding: .25rem .75rem; border: 1px solid var(--line); border-radius: 2rem; text-decoration: none; }
.choice a[aria-current] { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.mail { display: block; width: 100%; height: min(34rem, 75vh); border: 1px solid var(--line); border-radius: .5rem; background: #fff; color-scheme: light; }
`
