import { toHttpTime, toZuluTime } from '../../kernel/index.ts'

/** Names, in words, of properties that only the server sets unless it is told. */
const createdAt =
  /^(?:created|(?:created|inserted|added|joined|registered|placed|ordered|submitted)_(?:at|on|date|time)|(?:create|creation|insert|registration|signup)_(?:at|date|time|timestamp)|(?:date|time)_(?:created|added|joined)|created_timestamp)$/
export const updatedAt =
  /^(?:updated|modified|(?:last_)?(?:updated|modified|changed)(?:_(?:at|on|date|time|timestamp))?|(?:last_)?(?:update|modification|change)_(?:at|date|time|timestamp)|(?:date|time)_(?:updated|modified)|last_update)$/
export const version = /^(?:version|revision|rev|row_version|lock_version|revision_number|version_number)$/

/** Whether it is the time an item is made at. */
export function isNow(words: string): boolean {
  return createdAt.test(words) || updatedAt.test(words)
}

/** Of what has not happened to a new item. */
export const neverYet =
  /^(?:deleted|removed|archived|cancel+ed|revoked|closed|disabled|suspended|banned|locked|voided|refunded|failed|discarded)_(?:at|on|date|by)$|^(?:deletion|cancel+ation)_(?:date|time)$/

/** Of what has not happened to an item that somebody has just made; of one that was there it may have. */
export const notYet =
  /^last_(?:log_?in|sign_?in|seen|used|active|activity|access(?:ed)?|visit(?:ed)?|run|sync(?:ed)?|payment|message|invoice|triggered|delivery)(?:_(?:at|on|date|time))?$|^(?:published|started|ended|finished|completed|paid|shipped|sent|delivered|read|accepted|verified|confirmed|activated|approved|rejected|resolved|expired|exited)_(?:at|on|date)$/

/** A time in the notations documents have it in. */
export function times(now: number): unknown[] {
  return [toZuluTime(now), now, Math.floor(now / 1000), toZuluTime(now).slice(0, 10)]
}

/** `Mon, 22 Dec 2025 15:30:00 +0000` (RFC 5322 §3.3). */
export function toMailTime(now: number): string {
  return toHttpTime(now).replace('GMT', '+0000')
}

/** A time as another one is written. */
export function timeLike(before: unknown, now: number): unknown {
  if (typeof before === 'number') return before > 1e11 ? now : Math.floor(now / 1000)
  if (typeof before === 'string' && /^[A-Z][a-z]{2}, \d/.test(before)) return before.endsWith('GMT') ? toHttpTime(now) : toMailTime(now)
  return typeof before === 'string' && before.length === 10 ? toZuluTime(now).slice(0, 10) : toZuluTime(now)
}

export const firstVersion: readonly unknown[] = [1]

/** The version after another one; what is no number stays. */
export function nextVersion(before: unknown): unknown {
  if (typeof before === 'number') return before + 1
  return typeof before === 'string' && /^\d+$/.test(before) ? String(Number(before) + 1) : before
}
