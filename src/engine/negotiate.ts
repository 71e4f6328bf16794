import type { Request } from './request.ts'

/** A media type that may be sent. */
export interface Offer {
  /** As the document declares it, which may be a range. */
  readonly declared: string
  /** What to send. */
  readonly mediaType: string
}

/** What a request takes, as one text. */
export function acceptOf({ headers }: Pick<Request, 'headers'>): string {
  return [headers.accept ?? []].flat().join(',')
}

interface Range {
  readonly essence: string
  readonly weight: number
}

/** The declared media type that suits an `Accept` header best (RFC 9110 §12.5.1); undefined when none does. Where it leaves the choice, JSON comes first, then the order of the document. */
export function negotiate(declared: readonly string[], accept: string | undefined): Offer | undefined {
  const ranges = accept === undefined || accept.trim() === '' ? anything : parseAccept(accept)
  let best: Wanted | undefined
  for (const name of declared) {
    const offer = offerOf(name, ranges)
    if (offer !== undefined && (best === undefined || isBetter(offer, best))) best = { ...offer, declared: name }
  }
  return best && { declared: best.declared, mediaType: best.mediaType }
}

/** How much a type is wanted, and whether by its own name. */
interface Wanted extends Offer {
  readonly weight: number
  readonly isNamed: boolean
}

/** Of those wanted equally, one that is named is meant rather than one that only falls under what is. */
function isBetter(one: Omit<Wanted, 'declared'>, than: Wanted): boolean {
  if (one.weight !== than.weight) return one.weight > than.weight
  if (one.isNamed !== than.isNamed) return one.isNamed
  return isJson(one.mediaType) && !isJson(than.mediaType)
}

const anything: readonly Range[] = [{ essence: '*/*', weight: 1 }]

/** What can't be read is passed over, as a server may. */
function parseAccept(accept: string): Range[] {
  return accept.split(',').flatMap((part): Range[] => {
    const [essence = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    if (!/^[^\s/]+\/[^\s/]+$/.test(essence)) return []
    const written = parameters.find((text) => /^q\s*=/.test(text))?.replace(/^q\s*=\s*/, '')
    const weight = written === undefined ? 1 : Number(written)
    return [{ essence, weight: Number.isFinite(weight) ? Math.min(1, Math.max(0, weight)) : 1 }]
  })
}

/** How much a declared type is wanted: the most specific range that it is in says so. */
function offerOf(name: string, ranges: readonly Range[]): Omit<Wanted, 'declared'> | undefined {
  const essence = essenceOf(name)
  if (essence.includes('*')) return concreteOf(essence, ranges)
  const [type = ''] = essence.split('/')
  // Whoever takes JSON can read whatever is written in it, though HTTP does not say so.
  const order = [essence, `${type}/*`, '*/*', ...(essence.endsWith('+json') ? ['application/json'] : [])]
  for (const wanted of order) {
    const range = ranges.find((one) => one.essence === wanted)
    if (range !== undefined) return range.weight > 0 ? { mediaType: name, weight: range.weight, isNamed: wanted === essence } : undefined
  }
  return undefined
}

/** A declared range is met by any type in it: the one that is wanted most, else what people mean by it. */
function concreteOf(essence: string, ranges: readonly Range[]): Omit<Wanted, 'declared'> | undefined {
  const isIn = (one: string) => essence === '*/*' || one.startsWith(essence.slice(0, -1))
  let best: Range | undefined
  for (const range of ranges) {
    const isMet = isIn(range.essence) || range.essence === '*/*'
    if (isMet && range.weight > 0 && range.weight > (best?.weight ?? 0)) best = range
  }
  if (best === undefined) return undefined
  const wanted = best.essence === '*/*' ? essence : best.essence
  return { mediaType: wanted.includes('*') ? usualOf(wanted) : wanted, weight: best.weight, isNamed: !wanted.includes('*') }
}

const usual: Readonly<Record<string, string>> = { text: 'text/plain', image: 'image/svg+xml', audio: 'audio/mpeg', video: 'video/mp4' }

function usualOf(range: string): string {
  return usual[range.slice(0, range.indexOf('/'))] ?? 'application/json'
}

function essenceOf(mediaType: string): string {
  return (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase()
}

function isJson(mediaType: string): boolean {
  return /^(?:application|text)\/(?:json|[^;]+\+json)/.test(mediaType.toLowerCase())
}
