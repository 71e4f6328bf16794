import { ControlError } from './verbs.ts'

/** What control says no to, and the HTTP status it means by it. Beside them stand the engine's own codes: `validation_failed`, `authentication_required`, `defect` and the like. */
export const controlCodes = {
  world_name_invalid: 400,
  host_not_allowed: 403,
  origin_not_allowed: 403,
  world_unknown: 404,
  scenario_unknown: 404,
  snapshot_unknown: 404,
  table_unknown: 404,
  message_unknown: 404,
  callback_unknown: 404,
  webhook_unknown: 404,
  request_unknown: 404,
  journal_only: 404,
  fault_unknown: 404,
  outbox_missing: 404,
  message_awaited: 408,
  nothing_to_undo: 409,
  scenario_unsaveable: 409,
  name_invalid: 422,
  scenario_unusable: 422,
  assumption_unknown: 422,
  assumption_value_unknown: 422,
  operation_unknown: 422,
  fault_unusable: 422,
  clock_setting_invalid: 422,
  duration_invalid: 422,
  validation_failed: 422,
  worlds_exhausted: 503,
  closing: 503,
} as const satisfies Record<string, number>

export type ControlCode = keyof typeof controlCodes

/** What only a client over HTTP meets: nothing answers there (status 0), or what answers is no Standin (with its own status). */
export type ClientCode = 'unreachable' | 'not_standin'

export function clientError(code: ClientCode, status: number, reason: string): ControlError {
  return new ControlError(code, status, reason)
}

/** A no with its status. `reason` says what failed, what was expected, what to do. */
export function refusal(code: ControlCode, reason: string): ControlError {
  return new ControlError(code, controlCodes[code], reason)
}
