import { type Diagnostic, Unusable, type Where } from '../../kernel/index.ts'
import type { Interaction } from '../pact/model.ts'
import { readPact } from '../pact/read.ts'
import type { PactSource } from '../pact/source.ts'

const advice = 'Record without --check and commit the pact, if that is meant.'

/** What a recording would change in a file: one finding for each interaction that is new, gone or different. */
export function changesOf(kept: string | undefined, recorded: string, file: string): readonly Diagnostic[] {
  if (kept === recorded) return []
  const told = (code: string, message: string, where: Where = { file }): Diagnostic => ({ code, severity: 'error', message, where })
  if (kept === undefined) return [told('record.pact.new', 'No pact is kept here. Record without --check, and commit it.')]
  const source = sourceOf(kept, file)
  if (!('pact' in source))
    return source.map(({ message, where }) =>
      told('record.pact.unreadable', `${message} Take the pact away, and record without --check.`, where),
    )
  const [before, after] = [byKey(source), byKey(readPact(recorded, file))]
  const found: Diagnostic[] = []
  for (const [key, one] of after) {
    const old = before.get(key)
    if (old === undefined) found.push(told('record.interaction.new', `New: "${one.description}". ${advice}`))
    else {
      const parts = partsOf(old, one)
      const message = `Changed: ${parts.join(', ')} of "${one.description}". ${advice}`
      if (parts.length > 0) found.push(told('record.interaction.changed', message, source.locate(old.pointer)))
    }
  }
  for (const [key, { description, pointer }] of before) {
    if (!after.has(key))
      found.push(told('record.interaction.gone', `Not seen any more: "${description}". ${advice}`, source.locate(pointer)))
  }
  // The order, the metadata or the spaces.
  return found.length > 0
    ? found
    : [told('record.pact.changed', `The file would be written otherwise, with the same interactions. ${advice}`)]
}

function byKey({ pact }: PactSource): ReadonlyMap<string, Interaction> {
  return new Map(pact.interactions.map((interaction) => [interaction.key, interaction]))
}

function partsOf(a: Interaction, b: Interaction): readonly string[] {
  const parts = [
    ['the description', 'description'],
    ['the states', 'states'],
    ['the request', 'request'],
    ['the response', 'response'],
  ] as const
  return parts.filter(([, name]) => JSON.stringify(a[name]) !== JSON.stringify(b[name])).map(([words]) => words)
}

function sourceOf(text: string, file: string): PactSource | readonly Diagnostic[] {
  try {
    return readPact(text, file)
  } catch (error) {
    if (error instanceof Unusable) return error.diagnostics
    throw error
  }
}
