/** What the process tells its caller; the README has the same table. */
export const exitCode = {
  ok: 0,
  checkFailed: 1,
  badUsage: 2,
  couldNotListen: 3,
  interrupted: 130,
} as const
