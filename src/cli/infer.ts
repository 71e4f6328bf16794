import { stringify } from 'yaml'
import { inferModel, loadCorrections, type Model, toFacts } from '../mock.ts'
import { type DocumentFlags, loadAsked } from './document.ts'

interface InferFlags extends DocumentFlags {
  readonly model?: string
  readonly json?: boolean
  readonly yaml?: boolean
}

/** `standin infer`: what is kept of a document, and what is in doubt. */
export async function infer(document: string | undefined, { json, yaml, model: file, ...flags }: InferFlags): Promise<void> {
  const [api, corrections] = await Promise.all([loadAsked(document, flags), file === undefined ? undefined : loadCorrections(file)])
  const model = inferModel(api, corrections)
  console.log(json === true ? JSON.stringify(model, null, 2) : yaml === true ? toYaml(model) : toText(model))
}

/** A file for `--model`, with what is in doubt above each collection. */
function toYaml(model: Model): string {
  const facts = toFacts(model)
  const blocks = model.collections.map(({ name, doubts, notes }) => {
    const said = [...doubts.map((doubt) => `  # doubt: ${doubt}`), ...notes.map((note) => `  # note: ${note}`)]
    const block = stringify({ [name]: facts[name] }, { lineWidth: 0 }).trimEnd()
    return [...said, block.replace(/^/gm, '  ')].join('\n')
  })
  const others = model.others.map(({ operation, why }) => `# ${operation} is answered from examples: ${why}`)
  return [blocks.length === 0 ? 'collections: {}' : 'collections:', ...blocks, ...others].join('\n')
}

function toText({ collections, others }: Model): string {
  const lines = collections.flatMap(({ name, path, keep, isSingle, id, parent, operations, sets, filters, doubts, notes }) => [
    `${name}  ${path}`,
    `  keep      ${keep}`,
    isSingle
      ? '  one thing, without an id'
      : `  id        ${id.property ?? 'shown nowhere'} (${id.kind}${id.prefix === '' ? '' : ` ${id.prefix}`})`,
    ...(parent === undefined ? [] : [`  part of   ${parent.collection ?? `whatever ${parent.parameters.at(-1)} names`}`]),
    ...operations.map(({ operation, role }) => `  ${role.padEnd(8)}  ${operation}`),
    ...Object.entries(sets).map(([operation, values]) => `  sets      ${operation} ${saidOf(values)}`),
    ...Object.entries(filters).flatMap(([operation, byName]) =>
      Object.entries(byName).flatMap(([parameter, { property, test }]) =>
        test === 'is' && (property === parameter || parameter.endsWith(`[${property}]`))
          ? []
          : [`  filter    ${operation} ${parameter}: ${property} ${test}`],
      ),
    ),
    ...doubts.map((doubt) => `  doubt     ${doubt}`),
    ...notes.map((note) => `  note      ${note}`),
  ])
  const rest = others.map(({ operation, why }) => `  ${operation}: ${why}`)
  return [...lines, ...(rest.length === 0 ? [] : ['answered from examples', ...rest])].join('\n')
}

function saidOf(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([property, value]) => `${property}: ${JSON.stringify(value)}`)
    .join(', ')
}
