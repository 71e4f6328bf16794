import { type Call, canonical, hash } from '../../engine/index.ts'
import { parseHttpTime } from '../../kernel/index.ts'
import { No } from '../examples/no.ts'
import type { Play } from './plays.ts'
import type { Row } from './rows.ts'

/** What names a state of an item in one media type (RFC 9110 §8.8.3): equal states have equal ones. */
export function tagOf(value: unknown, mediaType: string): string {
  const text = canonical([value, mediaType])
  return `"${[hash(text), hash(text, 1)].map((one) => (one >>> 0).toString(16).padStart(8, '0')).join('')}"`
}

/** What a call makes its answer depend on (RFC 9110 §13.2.2), where the document speaks of tags or of times. `tags` are those the item has now. Throws `No` where that is not so; true where a caller has the item already. */
export function requireCondition(play: Play, { request }: Call, row: Row | undefined, tags: () => readonly string[]): boolean {
  if (!play.isConditional) return false
  const header = (name: string) => [request.headers[name] ?? []].flat().join(', ')
  const { operation } = play
  const [match, noneMatch] = [header('if-match'), header('if-none-match')]
  const isRead = operation.method === 'GET' || operation.method === 'HEAD'
  // Whether it is there at all is told first.
  if (row === undefined && play.role !== 'put') return false
  if (match !== '') {
    if (row === undefined || !has(match, tags())) throw failed(play, `If-Match: ${match}`, row)
  } else if (header('if-unmodified-since') !== '') {
    const since = parseHttpTime(header('if-unmodified-since'))
    if (since !== undefined && row !== undefined && secondOf(row) > since)
      throw failed(play, `If-Unmodified-Since: ${header('if-unmodified-since')}`, row)
  } else if (!isRead && row !== undefined && operation.statuses.includes('428')) {
    const reason = `${operation.id} wants the header If-Match, so that nothing is overwritten unseen. Send the ETag that was read.`
    throw new No({ code: 'precondition_required', status: 428, reason })
  }
  if (noneMatch !== '') {
    if (row === undefined || !has(noneMatch.replaceAll('W/', ''), tags())) return false
    if (!isRead) throw failed(play, `If-None-Match: ${noneMatch}`, row)
    return isUnchangedDeclared(play)
  }
  const since = isRead ? parseHttpTime(header('if-modified-since')) : undefined
  return since !== undefined && row !== undefined && secondOf(row) <= since && isUnchangedDeclared(play)
}

/** Whether a caller has the very answer already. */
export function hasAlready(play: Play, { request }: Call, tag: string): boolean {
  const noneMatch = [request.headers['if-none-match'] ?? []].flat().join(', ')
  return noneMatch !== '' && has(noneMatch.replaceAll('W/', ''), [tag]) && isUnchangedDeclared(play)
}

/** A 304 that the document does not have would not be allowed. */
function isUnchangedDeclared({ operation }: Play): boolean {
  return operation.statuses.some((one) => one === '304' || one.toUpperCase() === '3XX')
}

function has(list: string, tags: readonly string[]): boolean {
  return list.trim() === '*' || list.split(',').some((one) => tags.includes(one.trim()))
}

/** Headers know no parts of seconds. */
function secondOf({ changedAt }: Row): number {
  return Math.floor(changedAt / 1000) * 1000
}

function failed({ collection, operation }: Play, header: string, row: Row | undefined): No {
  const what = row === undefined ? 'there is no such item' : `the item ${JSON.stringify(row.id)} is another by now, or is there`
  const reason = `${operation.id} was asked for with ${header}, but ${what} in ${collection.name}. Read it again and decide anew. Nothing was changed.`
  return new No({ code: 'precondition_failed', status: 412, reason })
}
