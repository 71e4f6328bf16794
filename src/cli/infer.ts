import { inferModel, type Model } from '../mock.ts'
import { type DocumentFlags, loadAsked } from './document.ts'

/** `standin infer`: what `--stateful` would keep of a document, and what is in doubt. */
export async function infer(document: string | undefined, { json, ...flags }: DocumentFlags & { readonly json?: boolean }): Promise<void> {
  const model = inferModel(await loadAsked(document, flags))
  console.log(json === true ? JSON.stringify(model, null, 2) : toText(model))
}

function toText({ collections, others }: Model): string {
  const lines = collections.flatMap(({ name, path, id, parent, operations, filters, doubts, notes }) => [
    `${name}  ${path}`,
    `  id        ${id.property ?? 'shown nowhere'} (${id.kind}${id.prefix === '' ? '' : ` ${id.prefix}`})`,
    ...(parent === undefined ? [] : [`  part of   ${parent.collection ?? `whatever ${parent.parameters.at(-1)} names`}`]),
    ...operations.map(({ operation, role }) => `  ${role.padEnd(8)}  ${operation}`),
    ...Object.entries(filters).flatMap(([operation, byName]) =>
      Object.entries(byName).flatMap(([parameter, { property, test }]) =>
        test === 'is' && property === parameter ? [] : [`  filter    ${operation} ${parameter}: ${property} ${test}`],
      ),
    ),
    ...doubts.map((doubt) => `  doubt     ${doubt}`),
    ...notes.map((note) => `  note      ${note}`),
  ])
  const rest = others.map(({ operation, why }) => `  ${operation}: ${why}`)
  return [...lines, ...(rest.length === 0 ? [] : ['answered from examples', ...rest])].join('\n')
}
