import { writeFileSync } from 'node:fs'
import { flagshipDocument } from '../mock.ts'
import { emitTypes, load } from '../openapi/index.ts'

/** `standin types`: TypeScript types of a document, to a file or to standard output. */
export async function types(document: string | undefined, { out }: { readonly out?: string }): Promise<void> {
  const text = emitTypes(await load(document ?? flagshipDocument))
  if (out === undefined) process.stdout.write(text)
  else writeFileSync(out, text)
}
