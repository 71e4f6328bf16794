import { type Html, html } from '../../kernel/index.ts'
import type { AssumptionEntry } from '../verbs.ts'
import type { Place } from './place.ts'

/** Decisions that rest on inference, each with where the inference comes from and a way to have it otherwise. */
export function assumptionsPage(place: Place, assumptions: readonly AssumptionEntry[]): Html {
  return html`<h1>Assumptions</h1>
<p>Where the documentation of the API leaves something open, the mock had to decide. Each decision can be turned the other way in this world.</p>
${assumptions.length === 0 && html`<p class="empty" data-testid="assumption-none">Nothing had to be assumed about this API.</p>`}
<div class="cards">${assumptions.map((assumption) => one(place, assumption))}</div>`
}

function one({ base }: Place, { name, value, default: usual, alternatives, evidence, says }: AssumptionEntry): Html {
  return html`<section class="card" id="assumption-${name}" data-testid="assumption" data-name="${name}" aria-labelledby="assumption-${name}-heading">
<h2 id="assumption-${name}-heading"><code>${name}</code>${value !== usual && html` <span class="badge warn">changed</span>`}</h2>
<p>${says}</p>
<p class="soft">Evidence: ${evidence}</p>
<form method="post" action="${base}/__standin/console/assumptions" class="row" data-stay id="assume-${name}">
<input type="hidden" name="name" value="${name}">
<label class="field">Value <select name="value" data-testid="assumption-value">${[
    usual,
    ...alternatives.filter((other) => other !== usual),
  ].map(
    (option) => html`<option value="${option}"${option === value && html` selected`}>${option}${option === usual && ' (default)'}</option>`,
  )}</select></label>
<button data-testid="assumption-set">Set<span class="hidden"> ${name}</span></button>
</form>
</section>
`
}
