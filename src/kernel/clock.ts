/** How a world tells time; all times are milliseconds since 1970 in UTC. */
export type ClockSetting =
  | { readonly mode: 'real' }
  | { readonly mode: 'offset'; readonly offset: number }
  | { readonly mode: 'frozen'; readonly now: number }

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

  /** Moves time on by so many milliseconds; a real clock becomes one with an offset. */
  advance(by: number): void {
    if (this.setting.mode === 'frozen') this.setting = { mode: 'frozen', now: this.setting.now + by }
    else this.setting = { mode: 'offset', offset: (this.setting.mode === 'offset' ? this.setting.offset : 0) + by }
  }
}

/** Milliseconds since the process began, for measuring how long something took; never part of a world's state. */
export function stopwatch(): number {
  return performance.now()
}
