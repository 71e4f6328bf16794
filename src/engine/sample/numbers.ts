import { toZuluTime } from '../../kernel/index.ts'
import type { SchemaSource } from '../../openapi/index.ts'
import { fits } from './fits.ts'
import { imitateNumber } from './imitate.ts'
import { kinds } from './kinds.ts'
import { allOf, leastOf, mostOf, type Parts } from './parts.ts'
import type { Source } from './source.ts'
import { momentFor } from './times.ts'

export interface NumberPlace {
  readonly name: string
  readonly like: unknown
  readonly description: string
  readonly source: Source
  readonly now: number
}

/** A number within all bounds, as the name suggests where they leave room; undefined when none is found. */
export function makeNumber(parts: Parts, mask: number, place: NumberPlace, schemas: SchemaSource): number | undefined {
  const isWhole =
    (mask & kinds.fraction) === 0 || ((mask & kinds.integer) !== 0 && place.like !== undefined && Number.isInteger(place.like))
  const step = stepOf(parts, isWhole)
  const wanted = typeof place.like === 'number' ? imitateNumber(place.like, isWhole, place.source) : ofName(place, isWhole)
  for (const candidate of candidates(parts, wanted, step, place.source)) {
    const value = Object.is(candidate, -0) ? 0 : candidate
    if (fits(value, parts, schemas) && ((Number.isInteger(value) ? kinds.integer : kinds.fraction) & mask) !== 0) return value
  }
  return undefined
}

function* candidates(parts: Parts, wanted: number, step: number | undefined, source: Source): Generator<number> {
  const least = Math.max(leastOf(parts, 'minimum') ?? -Infinity, leastOf(parts, 'exclusiveMinimum') ?? -Infinity)
  const most = Math.min(mostOf(parts, 'maximum') ?? Infinity, mostOf(parts, 'exclusiveMaximum') ?? Infinity)
  const isInside = wanted >= least && wanted <= most
  const inner = isInside ? wanted : between(least, most, source)
  yield snap(inner, step)
  const by = step ?? (Number.isFinite(most - least) ? (most - least) / 7 : 0.5)
  for (const bound of [least, most]) {
    if (!Number.isFinite(bound)) continue
    const first = step === undefined ? bound : (bound === least ? Math.ceil(bound / step) : Math.floor(bound / step)) * step
    const sign = bound === least ? 1 : -1
    for (let times = 0; times < 3; times++) yield snap(first + sign * by * times, step)
  }
  // What must not be had, or must not be whole, is seldom had twice.
  for (let attempt = 0; attempt < 20; attempt++) {
    const value = between(least, most, source)
    yield snap(value, step)
    if (step === undefined) yield Number(value.toFixed(2))
    if (step === undefined) yield value
  }
  yield 0
}

/** Evenly between two bounds, near the one that there is. */
function between(least: number, most: number, source: Source): number {
  if (Number.isFinite(least) && Number.isFinite(most)) return least + source.next() * (most - least)
  if (Number.isFinite(least)) return least + source.next() * Math.max(100, Math.abs(least))
  if (Number.isFinite(most)) return most - source.next() * Math.max(100, Math.abs(most))
  return source.next() * 1000
}

function snap(value: number, step: number | undefined): number {
  if (step === undefined) return value
  const decimals = decimalsOf(step)
  return decimals > 20 ? Math.round(value / step) * step : Number((Math.round(value / step) * step).toFixed(decimals))
}

/** The smallest number that is a multiple of everything; undefined when any fraction will do. */
function stepOf(parts: Parts, isWhole: boolean): number | undefined {
  const all = [...allOf<number>(parts, 'multipleOf'), ...(isWhole ? [1] : [])]
  if (all.length < 2) return all[0]
  const scale = 10 ** Math.min(15, Math.max(...all.map(decimalsOf)))
  const scaled = all.map((one) => Math.round(one * scale))
  if (scaled.some((one) => one === 0 || !Number.isSafeInteger(one))) return Math.max(...all)
  return scaled.reduce((a, b) => (a / gcd(a, b)) * b) / scale
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b)
}

function decimalsOf(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e')
  return Math.max(0, (mantissa.split('.')[1] ?? '').length - Number(exponent))
}

type Make = (place: NumberPlace) => number

const whole =
  (least: number, most: number): Make =>
  ({ source }) =>
    source.between(least, most)

/** Numbers by the name they stand under. */
const byName: readonly (readonly [RegExp, Make])[] = [
  [
    /_at$|(?:^|_)(?:at|timestamp|time|date|epoch|created|updated|modified|expires?|expiry|since|until)$|^(?:created|updated|last|first)_|_on$|_ts$/,
    moment,
  ],
  [/(?:^|_)(?:lat|latitude)$/, ({ source }) => Number((source.next() * 120 - 60).toFixed(6))],
  [/(?:^|_)(?:lng|lon|long|longitude)$/, ({ source }) => Number((source.next() * 360 - 180).toFixed(6))],
  [/(?:^|_)age$/, whole(18, 80)],
  [/(?:^|_)year$/, ({ now, source }) => Number(toZuluTime(now).slice(0, 4)) - source.int(20)],
  [/(?:^|_)month$/, whole(1, 12)],
  [/(?:^|_)(?:day|days)$/, whole(1, 28)],
  [/(?:^|_)hours?$/, whole(0, 23)],
  [/(?:^|_)(?:minutes?|seconds?)$/, whole(0, 59)],
  [/price|amount|cost|balance|fee|subtotal|tax|salary|revenue|(?:^|_)total$/, ({ source }) => source.between(100, 49_999) / 100],
  [/percent|(?:^|_)pct|progress/, whole(0, 100)],
  [/rate$|ratio$|probability|confidence|opacity|alpha|score$/, ({ source }) => Number(source.next().toFixed(2))],
  [/rating|stars/, whole(1, 5)],
  [/(?:^|_)page$|page_number|current_page/, () => 1],
  [/(?:^|_)offset$|(?:^|_)skip$|_index$|^index$|^start$/, () => 0],
  [/(?:^|_)(?:limit|per_page|page_size)$/, () => 20],
  [/(?:^|_)(?:pages|total_pages|page_count)$/, () => 1],
  [/count|quantity|(?:^|_)(?:qty|num|number_of|size|length|total)/, whole(1, 20)],
  [/port$/, whole(1024, 49_151)],
  [/(?:^|_)(?:width|height|x|y)$/, whole(100, 1200)],
  [/(?:^|_)(?:r|g|b|red|green|blue)$/, whole(0, 255)],
  [/(?:^|_)(?:weight|duration|distance)$/, whole(1, 300)],
  [/(?:^|_)(?:status_?code|http_status)$/, () => 200],
  [/bytes|file_size/, whole(1024, 1_048_576)],
  [/(?:^|_)(?:version|revision|priority|rank|order|position|level)$/, whole(1, 5)],
]

function ofName(place: NumberPlace, isWhole: boolean): number {
  const make = byName.find(([pattern]) => pattern.test(place.name))?.[1]
  if (make !== undefined) return make(place)
  return isWhole ? place.source.between(1, 9999) : place.source.between(100, 99_999) / 100
}

/** Seconds since 1970, or milliseconds where the document says so. */
function moment({ name, like, description, source, now }: NumberPlace): number {
  const at = momentFor(name, source, now)
  const isFine = typeof like === 'number' ? like > 1e11 : /milli|\bms\b/i.test(description)
  return isFine ? at : Math.floor(at / 1000)
}
