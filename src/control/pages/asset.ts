import { readFile } from 'node:fs/promises'
import type { Reply } from '../../engine/index.ts'

/** Where the browser's script is after a build, seen from the sources and from what was built from them alike. */
const folder = new URL('../../../dist/control/browser/', import.meta.url)

const read = new Map<string, Promise<string>>()

/** A file of the browser's script, read once. Its name holds no path: the document allows only letters and dashes. */
export async function scriptFile(name: string): Promise<Reply> {
  const text = read.get(name) ?? readFile(new URL(name, folder), 'utf8')
  read.set(name, text)
  try {
    return {
      status: 200,
      body: await text,
      mediaType: 'text/javascript',
      headers: { 'content-type': 'text/javascript; charset=utf-8', ...fresh },
    }
  } catch {
    read.delete(name)
    return { status: 404, body: `There is no ${name} in ${folder.pathname}: build it with npm run build.\n`, mediaType: 'text/plain' }
  }
}

export function styleFile(text: string): Reply {
  return { status: 200, body: text, mediaType: 'text/css', headers: { 'content-type': 'text/css; charset=utf-8', ...fresh } }
}

/** Asked for anew with every page, since another version of the mock may listen here next. */
const fresh = { 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' }
