import { type Diagnostic, isObject, toPointer } from '../../kernel/index.ts'

/** What stands in a file of things to let be, each with a reason. */
export interface EntryKind<Name extends string> {
  /** Of a finding about an entry. */
  readonly code: string
  /** `accepted difference`. */
  readonly one: string
  /** The text that `a list of` goes before. */
  readonly shape: string
  readonly names: readonly Name[]
  readonly required: readonly Name[]
  /** Those that may be written as whole numbers, too. */
  readonly numbers?: readonly Name[]
}

export type Entry<Name extends string> = { readonly [Key in Name]: string | undefined } & {
  /** In its file. */
  readonly pointer: string
}

/** Reads a list of entries; each that can't be used is a finding, and none counts then. */
export function parseEntries<Name extends string>(
  value: unknown,
  file: string,
  { code, one, shape, names, required, numbers = [] }: EntryKind<Name>,
): { readonly entries: readonly Entry<Name>[]; readonly findings: readonly Diagnostic[] } {
  const findings: Diagnostic[] = []
  const wrong = (tokens: readonly (string | number)[], message: string): void => {
    findings.push({ code, severity: 'error', message, where: { file, pointer: toPointer(tokens) } })
  }
  const entries: Entry<Name>[] = []
  // An empty file has none.
  const list = value ?? []
  if (!Array.isArray(list)) wrong([], `A file of ${one}s is a list of ${shape}.`)
  else
    for (const [index, entry] of list.entries()) {
      if (!isObject(entry)) {
        wrong([index], `An ${one} is an object with ${required.map((name) => `\`${name}\``).join(' and ')}.`)
        continue
      }
      for (const [name, given] of Object.entries(entry)) {
        if (!names.some((known) => known === name))
          wrong([index, name], `An ${one} has no ${JSON.stringify(name)}; it has ${names.join(', ')}.`)
        else if (
          (typeof given !== 'string' || given.trim() === '') &&
          !(numbers.some((known) => known === name) && Number.isInteger(given))
        )
          wrong([index, name], `\`${name}\` is a text; quote it if it looks like a number.`)
      }
      for (const name of required) if (!Object.hasOwn(entry, name)) wrong([index], `An ${one} needs \`${name}\`.`)
      const values = Object.fromEntries(names.map((name) => [name, entry[name] === undefined ? undefined : String(entry[name])]))
      entries.push({ ...(values as { [Key in Name]: string | undefined }), pointer: toPointer([index]) })
    }
  return { entries: findings.length === 0 ? entries : [], findings }
}
