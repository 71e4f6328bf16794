import { emitClient, emitTypes } from '../openapi/index.ts'
import { type DocumentFlags, loadAsked } from './document.ts'
import { write } from './reports.ts'

/** `standin types`: TypeScript types of a document, with a client for them if that is asked for, to a file or to standard output. */
export async function types(
  document: string | undefined,
  { out, client, ...flags }: DocumentFlags & { readonly out?: string; readonly client?: boolean },
): Promise<void> {
  const emit = client === true ? emitClient : emitTypes
  const text = emit(await loadAsked(document, flags))
  if (out === undefined) process.stdout.write(text)
  else write(out, text)
}
