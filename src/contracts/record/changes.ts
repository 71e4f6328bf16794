import type { Diagnostic } from '../../kernel/index.ts'

interface Kept {
  readonly key?: unknown
  readonly description?: unknown
  readonly providerStates?: unknown
  readonly request?: unknown
  readonly response?: unknown
}

const advice = 'Record without --check and commit the pact, if that is meant.'

/** What a recording would change in a file: one finding for each interaction that is new, gone or different. */
export function changesOf(kept: string | undefined, recorded: string, file: string): readonly Diagnostic[] {
  if (kept === recorded) return []
  const told = (code: string, message: string, pointer = ''): Diagnostic => ({ code, severity: 'error', message, where: { file, pointer } })
  if (kept === undefined) return [told('record.pact.new', 'No pact is kept here. Record without --check, and commit it.')]
  const [before, after] = [interactionsOf(kept), interactionsOf(recorded)]
  if (before === undefined)
    return [told('record.pact.unreadable', 'What is kept here is no pact. Take it away, and record without --check.')]
  const found: Diagnostic[] = []
  for (const [key, one] of after ?? []) {
    const old = before.get(key)
    if (old === undefined) found.push(told('record.interaction.new', `New: "${one.interaction.description}". ${advice}`))
    else {
      const parts = partsOf(old.interaction, one.interaction)
      const message = `Changed: ${parts.join(', ')} of "${one.interaction.description}". ${advice}`
      if (parts.length > 0) found.push(told('record.interaction.changed', message, old.pointer))
    }
  }
  for (const [key, { interaction, pointer }] of before) {
    if (after?.has(key) !== true)
      found.push(told('record.interaction.gone', `Not seen any more: "${interaction.description}". ${advice}`, pointer))
  }
  // The order, the metadata or the spaces.
  return found.length > 0
    ? found
    : [told('record.pact.changed', `The file would be written otherwise, with the same interactions. ${advice}`)]
}

function interactionsOf(text: string): ReadonlyMap<unknown, { readonly interaction: Kept; readonly pointer: string }> | undefined {
  try {
    const { interactions } = JSON.parse(text) as { interactions: readonly Kept[] }
    return new Map(interactions.map((interaction, index) => [interaction.key, { interaction, pointer: `/interactions/${index}` }]))
  } catch {
    return undefined
  }
}

function partsOf(a: Kept, b: Kept): readonly string[] {
  const parts = [
    ['the description', 'description'],
    ['the states', 'providerStates'],
    ['the request', 'request'],
    ['the response', 'response'],
  ] as const
  return parts.filter(([, name]) => JSON.stringify(a[name]) !== JSON.stringify(b[name])).map(([words]) => words)
}
