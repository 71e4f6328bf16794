/** Stands for every entry of a list or object: `[*]`, `.*`. */
export const every = Symbol('*')

export type Step = string | number | typeof every

/** The steps of a JSON path as matching rules have it (`$.a[0]['b c'][*]`); undefined when it is none. */
export function parseJsonPath(path: string): readonly Step[] | undefined {
  if (!path.startsWith('$')) return undefined
  const steps: Step[] = []
  let rest = path.slice(1)
  while (rest !== '') {
    const found =
      /^(?:\.(?<name>[^.[\]'"*\s]+)|(?<all>\.\*|\[\*\])|\[(?<index>\d+)\]|\['(?<single>(?:[^'\\]|\\.)*)'\]|\["(?<double>(?:[^"\\]|\\.)*)"\])/s.exec(
        rest,
      )
    if (found?.groups === undefined) return undefined
    const { name, all, index, single, double } = found.groups
    if (all !== undefined) steps.push(every)
    else if (index !== undefined) steps.push(Number(index))
    else steps.push(name ?? (single ?? double ?? '').replace(/\\(.)/gs, '$1'))
    rest = rest.slice(found[0].length)
  }
  return steps
}

/** Every place of a value that the steps lead to. */
export function placesOf(value: unknown, steps: readonly Step[]): readonly (readonly (string | number)[])[] {
  let found: { readonly at: readonly (string | number)[]; readonly value: unknown }[] = [{ at: [], value }]
  for (const step of steps) {
    found = found.flatMap(({ at, value }) => {
      if (value === null || typeof value !== 'object') return []
      if (Array.isArray(value)) {
        const indexes = step === every ? [...value.keys()] : typeof step === 'number' && step < value.length ? [step] : []
        return indexes.map((index) => ({ at: [...at, index], value: value[index] as unknown }))
      }
      const names = step === every ? Object.keys(value) : Object.hasOwn(value, step) ? [String(step)] : []
      return names.map((name) => ({ at: [...at, name], value: (value as Record<string, unknown>)[name] }))
    })
  }
  return found.map(({ at }) => at)
}
