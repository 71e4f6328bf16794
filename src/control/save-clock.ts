import { type ClockSetting, toNaiveTime } from '../kernel/index.ts'
import type { StepFacts } from '../world/index.ts'

/** A time to the millisecond, as fixtures have it. */
export function toTimeText(ms: number): string {
  const rest = ((ms % 1000) + 1000) % 1000
  return `${toNaiveTime(ms)}${rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`}Z`
}

interface ClockText {
  readonly facts: StepFacts
  readonly comment?: string
}

/** The steps after which a clock goes as it did: one that runs stays as far from the real one as it was. `now` is what it shows. */
export function toClockSteps(setting: ClockSetting, now: number): readonly ClockText[] {
  if (setting.mode === 'frozen') return [{ facts: { clock: toTimeText(setting.now) } }]
  const real = { facts: { clock: 'real' }, comment: `to have it stand still: ${toTimeText(now)}` }
  return setting.mode === 'real' ? [real] : [real, { facts: { advance: toDurationText(setting.offset) } }]
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
] as const

function toDurationText(ms: number): string {
  const sign = ms < 0 ? '-' : ''
  const length = Math.abs(ms)
  const [unit, size] = units.find(([, size]) => length >= size && length % size === 0) ?? ['s', 1000]
  return `${sign}${length / size}${unit}`
}
