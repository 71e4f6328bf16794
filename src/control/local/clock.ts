import { type ClockSetting, parseDuration, parseTime, runningFrom, toZuluTime } from '../../kernel/index.ts'
import type { World } from '../../world/index.ts'
import { refusal } from '../codes.ts'
import type { ClockReading, WorldChoices, WorldControl } from '../verbs.ts'
import { requireOneOf } from './arguments.ts'

export function localClock(world: () => World): WorldControl['clock'] {
  return {
    get: async () => readClock(world()),

    async set(mode, now) {
      requireOneOf('mode', mode, ['real', 'offset', 'frozen'])
      const here = world()
      here.perform({ verb: 'clock', setting: toSetting({ mode, now }, here.clock.now()) })
      return readClock(here)
    },

    async advance(duration) {
      const by = parseDuration(duration)
      if (by === undefined) {
        throw refusal(
          'duration_invalid',
          `${JSON.stringify(duration)} is no time to advance by; expected e.g. 30s, 90m, 8d or PT1H, not below zero.`,
        )
      }
      const here = world()
      requireInReach(here.clock.now() + by)
      here.perform({ verb: 'clock', setting: here.clock.advanced(by) })
      return readClock(here)
    },
  }
}

function readClock({ clock }: World): ClockReading {
  return { mode: clock.setting.mode, now: toZuluTime(clock.now()) }
}

/** A clock as it is asked for; `present` is what it shows when no time is given. */
export function toSetting(asked: NonNullable<WorldChoices['clock']>, present: number | undefined): ClockSetting {
  const { mode, now } =
    typeof asked !== 'string' ? asked : asked === 'real' ? { mode: asked, now: undefined } : { mode: 'frozen', now: asked }
  if (mode === 'real') {
    if (now === undefined) return { mode }
    throw refusal(
      'clock_setting_invalid',
      "A real clock shows this machine's time and takes no `now`. Use the mode offset for one that goes on from there, or frozen.",
    )
  }
  const moment = now === undefined ? present : parseTime(now)
  if (moment === undefined) {
    const given = now === undefined ? `The mode ${mode} needs a time` : `${JSON.stringify(now)} is no time`
    throw refusal('clock_setting_invalid', `${given}; expected one as 2025-12-22T15:30:00Z in \`now\`.`)
  }
  requireInReach(moment)
  return mode === 'frozen' ? { mode, now: moment } : runningFrom(moment)
}

/** The last moment that can be written as `2025-12-22T15:30:00Z` is. */
const endOfTime = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

function requireInReach(moment: number): void {
  if (moment <= endOfTime) return
  throw refusal('clock_setting_invalid', 'That is after the year 9999, later than any clock here goes. Choose an earlier time.')
}
