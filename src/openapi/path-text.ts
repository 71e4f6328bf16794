import { percentDecoded } from '../kernel/index.ts'

/** A parameter's text in a path, still percent-encoded, from what the router decoded and from the path as it was sent. */
export type PathText = (decoded: string, target: string | undefined) => string

/**
 * The router decodes a path before anybody can take it apart, and an encoded delimiter is data (RFC 6570 §3.2.1): lists and objects are
 * read from what was sent. Segments are counted from the end, since a server's base path or a world's prefix may stand before the template.
 */
export function createPathText(template: string, position: number): PathText {
  const segments = template.split('/')
  let seen = 0
  const index = segments.findIndex((segment) => {
    seen += segment.match(/\{[^{}]*\}/g)?.length ?? 0
    return seen > position
  })
  const fromEnd = segments.length - index
  const [before = '', after = '', ...more] = (segments[index] ?? '').split(/\{[^{}]*\}/)
  return (decoded, target) => {
    const sent = target === undefined || !target.includes('%') || more.length > 0 ? undefined : segmentOf(target, fromEnd)
    if (sent?.startsWith(before) && sent.endsWith(after)) {
      const raw = sent.slice(before.length, sent.length - after.length)
      if (raw !== decoded && percentDecoded(raw) === decoded) return raw
    }
    return decoded.replaceAll('%', '%25')
  }
}

function segmentOf(target: string, fromEnd: number): string | undefined {
  const mark = target.indexOf('?')
  return (mark === -1 ? target : target.slice(0, mark)).split('/').at(-fromEnd)
}
