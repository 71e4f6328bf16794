import type { Diagnostic } from '../../kernel/index.ts'
import { fileNameOf } from '../pact/file-name.ts'
import type { Interaction, Pact } from '../pact/model.ts'
import { writePact } from '../pact/write.ts'

/** A part of a pact, as one process left it. */
export interface Shard {
  readonly pact: Pact
  /** Who said so, e.g. a test's file and line. */
  readonly place: string
  /** `expected` until the client has been seen to ask for it. */
  readonly kind: 'expected' | 'seen'
}

export interface Merged {
  /** One for each consumer and provider, by name; interactions by description. */
  readonly pacts: readonly Pact[]
  /** Errors, all of them. */
  readonly findings: readonly Diagnostic[]
}

interface Said {
  readonly interaction: Interaction
  readonly text: string
  readonly places: Set<string>
  isSeen: boolean
}

/** Puts shards together; the same shards give the same pacts, in whatever order they come. */
export function merge(shards: readonly Shard[]): Merged {
  const pairs = new Map<string, Shard[]>()
  for (const shard of shards) {
    const pair = JSON.stringify([shard.pact.consumer, shard.pact.provider])
    pairs.set(pair, [...(pairs.get(pair) ?? []), shard])
  }
  const findings: Diagnostic[] = []
  const pacts = [...pairs.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, some]) => mergePair(some, findings))
  for (const [index, pact] of pacts.entries()) {
    const other = pacts.slice(0, index).find((one) => fileNameOf(one) === fileNameOf(pact))
    if (other === undefined) continue
    const message = `The pacts of "${other.consumer}" with "${other.provider}" and of "${pact.consumer}" with "${pact.provider}" would be one file. Rename one of them.`
    findings.push({ code: 'pact.file.conflict', severity: 'error', message, where: { file: fileNameOf(pact) } })
  }
  return { pacts, findings }
}

function mergePair(shards: readonly Shard[], findings: Diagnostic[]): Pact {
  const byKey = new Map<string, Map<string, Said>>()
  for (const { pact, place, kind } of shards) {
    for (const interaction of pact.interactions) {
      const text = writePact({ ...pact, interactions: [interaction], metadata: {} })
      const versions = byKey.get(interaction.key) ?? new Map<string, Said>()
      byKey.set(interaction.key, versions)
      const said = versions.get(text) ?? { interaction, text, places: new Set<string>(), isSeen: false }
      versions.set(text, said)
      said.places.add(place)
      said.isSeen ||= kind === 'seen'
    }
  }
  const [first] = shards as readonly [Shard]
  const kept = [...byKey.values()].map((versions) => {
    const [one, ...others] = [...versions.values()].sort((a, b) => (a.text < b.text ? -1 : 1)) as [Said, ...Said[]]
    for (const other of others) findings.push(conflict(one, other))
    if (others.length === 0 && !one.isSeen) findings.push(unseen(one))
    return one.interaction
  })
  const interactions = kept
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .map((interaction, index) => ({ ...interaction, pointer: `/interactions/${index}` }))
  const metadata = Object.assign({}, ...shards.map(({ pact }) => pact.metadata))
  return { ...first.pact, interactions, metadata, version: 4, file: undefined }
}

function conflict(one: Said, other: Said): Diagnostic {
  const { description, states } = one.interaction
  const given = states.map(({ name }) => name).join(' and ')
  const parts = (['request', 'response'] as const).filter(
    (part) => JSON.stringify(one.interaction[part]) !== JSON.stringify(other.interaction[part]),
  )
  const message = `"${description}"${given === '' ? '' : ` given ${given}`} is told twice with another ${parts.join(' and ') || 'wording'}: at ${placesOf(one)} and at ${placesOf(other)}. Describe each in its own words, or give both the same values.`
  return { code: 'pact.interaction.conflict', severity: 'error', message, where: whereOf(one) }
}

function unseen(one: Said): Diagnostic {
  const message = `"${one.interaction.description}" is expected at ${placesOf(one)}, and no client was seen to ask for it: its test failed, or does not run it. No pact is written without it.`
  return { code: 'pact.interaction.unseen', severity: 'error', message, where: whereOf(one) }
}

function placesOf({ places }: Said): string {
  return [...places].sort().join(', ')
}

function whereOf({ places }: Said): Diagnostic['where'] {
  const [place = ''] = [...places].sort()
  const [, file = place, line] = /^(.*):(\d+)$/.exec(place) ?? []
  return { file, ...(line === undefined ? {} : { line: Number(line) }) }
}

function nameOf({ description, states, key }: Interaction): string {
  return JSON.stringify([description, states, key])
}
