import { readFile } from 'node:fs/promises'
import { Unusable } from '../../kernel/index.ts'
import { checkShape, type FactSchema, parseFixture } from '../../world/index.ts'
import type { BackendFinding } from '../codes.ts'
import { type CollectionFacts, type Correction, collectionSchema, unfit } from './corrections.ts'
import type { Collection, Model } from './model.ts'

const fileSchema: FactSchema = {
  type: 'object',
  title: 'collections by name',
  required: ['collections'],
  properties: { collections: { type: 'object', title: 'collections by name', additionalProperties: collectionSchema } },
  additionalProperties: false,
}

/** Reads a file of corrections: what `standin infer --yaml` prints, or a part of it. Throws `Unusable` with everything that is wrong with its shape. */
export async function loadCorrections(file: string): Promise<readonly Correction[]> {
  return parseCorrections(await read(file), file)
}

/** The same for a text. */
export function parseCorrections(text: string, file: string): readonly Correction[] {
  const parsed = parseFixture(text, file)
  if (!('value' in parsed)) throw unusable(file, [{ ...parsed, code: 'model.file' }])
  const { value, find } = parsed
  const wrong = checkShape(fileSchema, value)
  if (wrong.length > 0)
    throw unusable(
      file,
      wrong.map(({ message, path, part }) => unfit(message, find(path, part).where)),
    )
  const { collections } = value as { readonly collections: Readonly<Record<string, CollectionFacts>> }
  return Object.entries(collections).map(([name, facts]) => ({
    name,
    path: facts.path,
    facts,
    locate: (path, part = 'value') => find(['collections', name, ...path], path.length === 0 ? 'key' : part).where,
  }))
}

/** A model as a file of corrections has it: given back, it is inferred the same again. */
export function toFacts({ collections }: Model): Record<string, CollectionFacts> {
  return Object.fromEntries(collections.map((collection) => [collection.name, factsOf(collection)]))
}

function factsOf({ path, keep, id, parent, unique, operations, sets, filters }: Collection): CollectionFacts {
  const { property, also, kind, prefix } = id
  return {
    path,
    keep,
    id: { ...(property !== undefined && { property }), also, kind, prefix },
    ...(parent !== undefined && { parent: parent.collection ?? null }),
    unique,
    operations: Object.fromEntries(operations.map(({ operation, role }) => [operation, role])),
    sets,
    filters,
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw unusable(file, [
      { code: 'model.file', severity: 'error', message: code === 'ENOENT' ? 'There is no such file.' : message, where: { file } },
    ])
  }
}

function unusable(file: string, findings: readonly BackendFinding[]): Unusable {
  return new Unusable(`The corrections in ${file} can't be used`, findings)
}
