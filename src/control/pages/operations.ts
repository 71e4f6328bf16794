import { type Html, html } from '../../kernel/index.ts'

/** The document's operations as the options of a select; one that is chosen though the document has it no longer stays. */
export function operationOptions(operations: readonly string[], chosen: string | undefined, none: string): readonly Html[] {
  const known = chosen === undefined || operations.includes(chosen) ? operations : [chosen, ...operations]
  return [html`<option value="">${none}</option>`, ...known.map((id) => html`<option${id === chosen && html` selected`}>${id}</option>`)]
}
