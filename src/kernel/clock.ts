/** How a world tells time; all times are milliseconds since 1970 in UTC. */
export type ClockSetting =
  | { readonly mode: 'real' }
  | { readonly mode: 'offset'; readonly offset: number }
  | { readonly mode: 'frozen'; readonly now: number }

/** A clock that shows `now` at this moment and goes on at the machine's pace. */
export function runningFrom(now: number): ClockSetting {
  return { mode: 'offset', offset: now - Date.now() }
}

export class Clock {
  setting: ClockSetting

  constructor(setting: ClockSetting) {
    this.setting = setting
  }

  now(): number {
    switch (this.setting.mode) {
      case 'frozen':
        return this.setting.now
      case 'offset':
        return Date.now() + this.setting.offset
      case 'real':
        return Date.now()
    }
  }

  /** The setting after time has moved on by so many milliseconds; a real clock becomes one with an offset. */
  advanced(by: number): ClockSetting {
    const { setting } = this
    if (setting.mode === 'frozen') return { mode: 'frozen', now: setting.now + by }
    return { mode: 'offset', offset: (setting.mode === 'offset' ? setting.offset : 0) + by }
  }
}

/** Milliseconds since the process began, for measuring how long something took; never part of a world's state. */
export function stopwatch(): number {
  return performance.now()
}
