import { InvalidArgumentError } from 'commander'
import { type ClockSetting, parseDuration, parseTime } from '../kernel/index.ts'

/** Readers of flag values; each throws with what was expected. */

export function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('Expected a port from 0 to 65535; 0 takes any free one.')
  return port
}

export function parseSeed(text: string): number {
  const seed = Number(text)
  if (!/^\d+$/.test(text) || seed > 0xffff_ffff) throw new InvalidArgumentError('Expected a whole number from 0 to 4294967295.')
  return seed
}

export function parseCount(text: string): number {
  const count = Number(text)
  if (!/^\d{1,9}$/.test(text) || count === 0) throw new InvalidArgumentError('Expected a whole number from 1.')
  return count
}

/** Milliseconds. */
export function parseIdle(text: string): number {
  const idle = parseDuration(text)
  if (idle === undefined || idle === 0) throw new InvalidArgumentError('Expected a duration like 30m, 12h or 1d.')
  return idle
}

export function parseClock(text: string): ClockSetting {
  if (text === 'real') return { mode: 'real' }
  const now = parseTime(text)
  if (now === undefined) throw new InvalidArgumentError('Expected "real", or a time to stand still at, like 2025-12-22T15:30:00Z.')
  return { mode: 'frozen', now }
}

export function parseDelay(text: string): { readonly min: number; readonly max: number } {
  const parts = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text)
  const min = Number(parts?.[1])
  const max = Number(parts?.[2] ?? parts?.[1])
  if (parts === null || max < min) throw new InvalidArgumentError('Expected milliseconds like 200, or a range like 100-400.')
  return { min, max }
}

export function parseAssumption(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const parts = /^([a-z_]+)=(.+)$/.exec(text)
  if (parts === null) throw new InvalidArgumentError('Expected name=value, like existing_user_state=active.')
  return { ...before, [parts[1] as string]: parts[2] as string }
}

export function parseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new InvalidArgumentError('Expected a URL like http://mock.test:4010.')
  return text.replace(/\/+$/, '')
}

export function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text]
}

/** From 0 to 100. */
export function parsePercent(text: string): number {
  const percent = Number(text)
  if (!/^\d{1,3}(?:\.\d+)?$/.test(text) || percent > 100) throw new InvalidArgumentError('Expected a percentage from 0 to 100.')
  return percent
}
