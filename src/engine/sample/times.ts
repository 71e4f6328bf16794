import { toNaiveTime, toZuluTime } from '../../kernel/index.ts'
import type { Source } from './source.ts'

const day = 86_400_000

/** A moment that a name like `created_at` or `expires` would hold, in milliseconds since 1970: around `now`, in whole seconds, and in the order things happen. */
export function momentFor(name: string, source: Source, now: number): number {
  const [, least, most] = ranges.find(([pattern]) => pattern.test(name)) ?? usual
  const seconds = Math.floor(((most - least) * day * source.next()) / 1000)
  return Math.floor(now / 1000) * 1000 + least * day + seconds * 1000
}

/** By name, from and to in days from now; what was made comes before what was changed. */
const ranges: readonly (readonly [RegExp, number, number])[] = [
  [/birth|dob/, -365 * 60, -365 * 20],
  [/expir|until|due|deadline|next|end|scheduled|renew|valid_to|arriv|upcoming/, 7, 90],
  [/creat|joined|regist|start|since|added|born|founded|valid_from|from/, -400, -40],
  [/updat|modif|changed|last|seen|sync/, -20, 0],
  [/delet|remov|archiv|revok|cancel|finish|complet|process|sent|deliver|open|click/, -20, 0],
]
const usual = [/^/, -30, 0] as const

/** The ways in which documents write moments, told from an example. */
export function writeMoment(moment: number, like: string | undefined): string {
  if (like === undefined) return toZuluTime(moment)
  const naive = toNaiveTime(moment)
  const fraction = /\.(\d+)/.exec(like)?.[1]
  const zone = /(?:Z|z|[+-]\d{2}(?::?\d{2})?)$/.exec(like)?.[0] ?? ''
  const text = like.includes(' ') && !like.includes('T') ? naive.replace('T', ' ') : naive
  return `${text}${fraction === undefined ? '' : `.${'123456789'.slice(0, fraction.length)}`}${zone}`
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Fri, 24 Aug 2018 17:34:10 +0000`, RFC 2822 §3.3. */
export function toMailTime(moment: number): string {
  const text = toNaiveTime(moment)
  const weekday = days[(Math.floor(moment / day) + 4) % 7]
  const month = months[Number(text.slice(5, 7)) - 1]
  return `${weekday}, ${text.slice(8, 10)} ${month} ${text.slice(0, 4)} ${text.slice(11)} +0000`
}
