import { isObject, parsePointer, toPointer, valueAt } from '../kernel/index.ts'
import { checkEncoding } from './check-encoding.ts'
import type { Node } from './document.ts'
import type { Finding } from './finding.ts'
import { type Medium, placeOf } from './medium.ts'
import type { DeclaredOperation } from './operation.ts'

/** Bodies whose schema only a decoder we don't have could enforce, and those that are written in a way that can't be heeded. */
export function checkMedia(root: Node, operations: readonly DeclaredOperation[]): Finding[] {
  return operations.flatMap((operation) => {
    const requests = operation.media
      .filter(({ codec }) => codec === 'unsupported')
      .map((medium) => toFinding(medium, 'a request in it will be refused'))
    const responses = [...operation.responses.values()].flatMap(({ media }) =>
      media.filter(isUnread).map((medium) => toFinding(medium, 'text and bytes in it are sent unchecked')),
    )
    const encodings = operation.media.flatMap((medium) => checkEncoding(root, medium))
    const all = [...operation.media, ...[...operation.responses.values()].flatMap(({ media }) => media)]
    return [...requests, ...encodings, ...responses, ...all.flatMap((medium) => checkSequence(root, medium))]
  })
}

/** What OpenAPI 3.2 says of the items of a sequence, one by one. */
function checkSequence(root: Node, medium: Medium): Finding[] {
  const { name, pointer, isPerLine } = medium
  const at = parsePointer(placeOf(medium))
  const media = valueAt(root, at)
  const said = ['itemSchema', 'itemEncoding', 'prefixEncoding'].filter((key) => isObject(media) && media[key] !== undefined)
  const unheeded = isPerLine && pointer.endsWith('/itemSchema') ? said.filter((key) => key !== 'itemSchema') : said
  return unheeded.map((key) => ({
    code: 'media.unsupported',
    severity: 'warning',
    message: `The ${key} of ${name} is not heeded: bodies are read and made as a whole, by \`schema\`.`,
    pointer: toPointer([...at, key]),
  }))
}

/** XML and parts are read in requests alone. */
function isUnread({ codec, structured }: Medium): boolean {
  return structured && (codec === 'xml' || codec === 'multipart' || codec === 'unsupported')
}

function toFinding({ name, pointer }: Medium, effect: string): Finding {
  const message = `The schema of ${name} can not be enforced: ${effect}. JSON, lines of it, forms and plain text can be, events that have an "itemSchema", and XML and multipart bodies of requests.`
  return { code: 'media.unsupported', severity: 'warning', message, pointer }
}
