import { Unusable } from '../../kernel/index.ts'
import { Faults, type Node } from './faults.ts'
import { Register } from './identity.ts'
import type { Interaction, Pact } from './model.ts'
import { readInteraction } from './read-interaction.ts'
import type { PactSource } from './source.ts'
import { parseText } from './text.ts'

/**
 * Reads a pact of HTTP interactions, in version 2, 3 or 4 of the specification, with the lines of its values. An interaction that stands there twice,
 * or before in what the register has seen, is read once. Throws `Unusable` with every fault, each with what was expected.
 */
export function readPact(text: string, file: string, register = new Register()): PactSource {
  const { root, locate } = parseText(text, file)
  const faults = new Faults(locate)
  const raw = faults.map(root, [], 'a map with "consumer", "provider" and "interactions"')
  if (faults.found.length > 0) throw refuse(file, faults)

  const [consumer, provider] = (['consumer', 'provider'] as const).map((role) => nameOf(raw, role, faults)) as [string, string]
  const metadata = faults.optionalMap(raw.metadata, ['metadata'])
  const hasMessages = Array.isArray(raw.messages) && raw.messages.length > 0
  if (hasMessages) faults.tell(['messages'], `The pact holds messages; ${onlyHttp}`, 'pact.unsupported')
  const listed = hasMessages && raw.interactions === undefined ? [] : faults.items(raw.interactions, ['interactions'], 'a list')
  const version = versionOf(metadata, listed, faults)
  const interactions = listed.flatMap((one, index): Interaction[] => {
    const before = faults.found.length
    const interaction = readInteraction(one, ['interactions', index], version, faults)
    // what is not whole must not be compared with others
    if (interaction === undefined || faults.found.length > before) return []
    const { isNew, conflict } = register.add(consumer, provider, interaction, () => locate(interaction.pointer))
    if (conflict !== undefined) faults.tell(['interactions', index], conflict, 'pact.interaction.conflict')
    return isNew ? [interaction] : []
  })
  if (faults.found.length > 0) throw refuse(file, faults)
  return { pact: { consumer, provider, interactions, metadata, version, file }, raw, locate }
}

const onlyHttp = 'expected HTTP interactions only. Keep messages in a pact of their own.'

function refuse(file: string, { found }: Faults): Unusable {
  return new Unusable(`${file} can not be used:`, found)
}

function nameOf(raw: Node, role: 'consumer' | 'provider', faults: Faults): string {
  const wanted = `a map with the "name" of the ${role}`
  const holder = raw[role]
  if (typeof holder !== 'object' || holder === null || Array.isArray(holder)) {
    faults.expected(wanted, holder, [role])
    return ''
  }
  const { name } = holder as Node
  if (typeof name === 'string' && name !== '') return name
  faults.expected(`the name of the ${role}`, name, [role, 'name'])
  return ''
}

/** Where the metadata does not say, the interactions show. */
function versionOf(metadata: Node, interactions: readonly unknown[], faults: Faults): Pact['version'] {
  for (const name of ['pactSpecification', 'pact-specification'] as const) {
    const version = (metadata[name] as Node | null | undefined)?.version
    if (version !== undefined) return known(version, ['metadata', name, 'version'], faults)
  }
  const { pactSpecificationVersion: plain } = metadata
  if (plain !== undefined) return known(plain, ['metadata', 'pactSpecificationVersion'], faults)
  const has = (name: string) => interactions.some((one) => typeof one === 'object' && one !== null && name in one)
  return has('type') ? 4 : has('providerStates') ? 3 : 2
}

/** The first version differs from the second in what it lacks only. */
const majors: Readonly<Record<string, Pact['version']>> = { '1': 2, '2': 2, '3': 3, '4': 4 }

function known(version: unknown, at: readonly string[], faults: Faults): Pact['version'] {
  const major = majors[/^([1-9]\d*)(?:\.|$)/.exec(String(version))?.[1] ?? '']
  if (major === undefined)
    faults.tell(at, `The version ${JSON.stringify(version)} of the specification is not known; expected 2, 3 or 4.`, 'pact.unsupported')
  return major ?? 4
}
