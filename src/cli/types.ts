import { writeFileSync } from 'node:fs'
import { emitTypes } from '../openapi/index.ts'
import { type DocumentFlags, loadAsked } from './document.ts'

/** `standin types`: TypeScript types of a document, to a file or to standard output. */
export async function types(document: string | undefined, { out, ...flags }: DocumentFlags & { readonly out?: string }): Promise<void> {
  const text = emitTypes(await loadAsked(document, flags))
  if (out === undefined) process.stdout.write(text)
  else writeFileSync(out, text)
}
