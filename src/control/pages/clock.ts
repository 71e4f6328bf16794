import { type Html, html } from '../../kernel/index.ts'
import type { ClockReading } from '../verbs.ts'
import { clockModes } from './frame.ts'
import type { Place } from './place.ts'
import { toPlain } from './time.ts'

/** Where the forms of the clock go. */
const action = '/__standin/console/clock'

/** What the clock shows, and forms that move it. */
export function clockForms({ base }: Place, { mode, now }: ClockReading): Html {
  const choice = (value: ClockReading['mode'], label: string) =>
    html`<option value="${value}"${value === mode && html` selected`}>${label}</option>`
  return html`<p class="big"><time datetime="${now}" data-testid="clock-time">${toPlain(now)}</time> <span class="soft">UTC, ${clockModes[mode]}</span></p>
<div class="row">
<form method="post" action="${base}${action}" class="row" data-stay id="clock-advance">
${steps.map(([duration, label]) => html`<button name="advance" value="${duration}" data-testid="advance-${duration}">+${label}</button>`)}
</form>
<form method="post" action="${base}${action}" class="row" data-stay id="clock-by">
<label class="field">Go on by <input name="advance" required placeholder="90m" size="8" autocomplete="off" data-testid="advance-by"></label>
<button data-testid="advance">Go on</button>
</form>
</div>
<form method="post" action="${base}${action}" class="row" data-stay id="clock-set">
<label class="field">Mode <select name="mode" data-testid="clock-mode">${choice('frozen', 'Frozen at')}${choice('offset', 'Running from')}${choice('real', 'Real')}</select></label>
<label class="field">Time in UTC <input type="datetime-local" name="now" step="1" value="${now.slice(0, 19)}" data-testid="clock-input"></label>
<button data-testid="clock-set">Set</button>
</form>`
}

const steps = [
  ['1h', '1 hour'],
  ['1d', '1 day'],
  ['8d', '8 days'],
] as const
