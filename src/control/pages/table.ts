import { type Html, html } from '../../kernel/index.ts'

/** A column of a table for people. */
export interface Column<Row> {
  readonly head: string
  readonly cell: (row: Row) => Html | string | number | undefined
  /** `wide` takes the room that is left; on a phone `brief` shares its line, `minor` is left out, and `actions` has no name. */
  readonly kind?: 'wide' | 'brief' | 'minor' | 'actions' | undefined
}

export interface TableOptions<Row> {
  readonly id: string
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  /** The same for the same thing, so that a row that stays is not made anew. */
  readonly key: (row: Row) => string | number
  readonly mark: string
  /** Instead of a table without rows. */
  readonly empty: Html
}

/** A table; on a narrow screen each row becomes a card, which takes the roles of table cells away unless they are given. */
export function table<Row>({ id, caption, columns, rows, key, mark, empty }: TableOptions<Row>): Html {
  if (rows.length === 0) return html`<p class="empty" id="${id}" data-testid="${mark}-none">${empty}</p>`
  return html`<table role="table" id="${id}" data-testid="${mark}-table">
<caption class="hidden">${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(({ head, kind }) => html`<th role="columnheader" scope="col"${classOf(kind)}>${kind === 'actions' ? html`<span class="hidden">${head}</span>` : head}</th>`)}</tr></thead>
<tbody role="rowgroup">
${rows.map(
  (
    row,
  ) => html`<tr role="row" data-key="${key(row)}" data-testid="${mark}-row">${columns.map(({ head, cell, kind }) => html`<td role="cell"${classOf(kind)}${kind !== 'actions' && html` data-label="${head}"`}>${filled(cell(row))}</td>`)}</tr>
`,
)}</tbody>
</table>`
}

function classOf(kind: Column<never>['kind']): Html | undefined {
  return kind === undefined ? undefined : html` class="${kind}"`
}

/** Nothing at all for what is not there, so that a card can leave it out. */
function filled(content: Html | string | number | undefined): Html | undefined {
  return content === undefined ? undefined : html`<div>${content}</div>`
}
