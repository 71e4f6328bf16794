import type { JsonSchema, SchemaSource } from '../../openapi/index.ts'
import { Heights } from './height.ts'
import type { Settled } from './settle.ts'

/** What was found out about a document's schemas, once for all values that are made to them. */
export class Insight {
  readonly heights: Heights
  /** Schemas that leave nothing to choose, with all that applies beside them. */
  readonly certain = new WeakMap<JsonSchema, Settled>()

  constructor(schemas: SchemaSource) {
    this.heights = new Heights(schemas)
  }
}

const known = new WeakMap<SchemaSource, Insight>()

export function insightInto(schemas: SchemaSource): Insight {
  const found = known.get(schemas) ?? new Insight(schemas)
  known.set(schemas, found)
  return found
}
