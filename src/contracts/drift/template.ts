/** What a side knows, by name: ids, addresses, tokens. */
export type Variables = Readonly<Record<string, string>>

const hole = /\{(\w+)(?:\|(upper))?\}/g

/** A value with its `{variables}` filled in. */
export function fill(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return fillText(value, variables)
  if (Array.isArray(value)) return value.map((entry) => fill(entry, variables))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, fill(entry, variables)]))
}

export function fillText(text: string, variables: Variables): string {
  return text.replace(hole, (whole, name: string, change: string | undefined) => {
    const value = Object.hasOwn(variables, name) ? (variables[name] as string) : undefined
    if (value === undefined) return whole
    return change === 'upper' ? value.toUpperCase() : value
  })
}

/** The variables a value needs and the side does not have. */
export function missing(value: unknown, variables: Variables): readonly string[] {
  const named = [...JSON.stringify(value ?? null).matchAll(hole)].map((match) => match[1] as string)
  return [...new Set(named)].filter((name) => !Object.hasOwn(variables, name))
}
