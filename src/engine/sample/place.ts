import { toPointer } from '../../kernel/index.ts'
import { toWords } from './writing.ts'

/** Where in the value something is made. */
export interface Place {
  /** JSON pointer into the value. */
  readonly key: string
  /** The nearest property's name, in words. */
  readonly name: string
  /** That of the property above it. */
  readonly owner: string
  readonly depth: number
  /** The object it stands in; what is about one person goes by it. */
  readonly holder: string
  /** References followed on the way here. */
  readonly trail: readonly string[]
  /** Whether it is one of several alike, which are not to be the same. */
  readonly isVaried: boolean
  /** Whether only what must be there is made. */
  readonly isFlat: boolean
}

export const topPlace: Place = { key: '', name: '', owner: '', depth: 0, holder: '', trail: [], isVaried: false, isFlat: false }

export function propertyPlace(place: Place, name: string, references: readonly string[]): Place {
  return {
    ...place,
    key: place.key + toPointer([name]),
    name: toWords(name),
    owner: isHolder(place) ? place.owner : place.name,
    depth: place.depth + 1,
    holder: place.key,
    trail: references.length === 0 ? place.trail : [...place.trail, ...references],
  }
}

/** Items stand under the name of their list, and each is somebody of his own. */
export function itemPlace(place: Place, index: number, references: readonly string[], isVaried: boolean): Place {
  return {
    ...place,
    key: `${place.key}/${index}`,
    name: toSingular(isHolder(place) ? place.owner : place.name),
    depth: place.depth + 1,
    holder: `${place.key}/${index}`,
    trail: references.length === 0 ? place.trail : [...place.trail, ...references],
    isVaried: place.isVaried || isVaried,
  }
}

/** Whether the name only says that something is held: `{ "data": [ … ] }`. */
function isHolder({ name, owner }: Place): boolean {
  return (
    owner !== '' &&
    /^(?:data|items?|results?|records|rows|list|content|values|entries|nodes|collection|response|payload|objects)$/.test(name)
  )
}

function toSingular(name: string): string {
  return name.replace(/ies$/, 'y').replace(/(?<=[^su])s$/, '')
}
