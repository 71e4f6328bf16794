import { Clock, type ClockSetting, parseDuration, parseTime } from '../kernel/index.ts'
import type { AdvanceStep, ClockStep } from './scenario.ts'
import { absoluteTime, type FactSchema } from './scenario-schema.ts'

const scalars: FactSchema = { type: ['string', 'number', 'boolean'], title: 'a text, a number, true or false' }
const goesWithCall = ['as', 'path', 'query', 'headers', 'body', 'expect', 'name']

const stepSchema: FactSchema = {
  type: 'object',
  title: 'a step',
  properties: {
    call: { type: 'string', title: 'an operationId', minLength: 1, examples: ['inviteUserV2'] },
    as: {
      type: 'string',
      title: 'a listed token, or the e-mail address of a person',
      minLength: 1,
      description: 'Who calls; the default principal when left out.',
    },
    path: { type: 'object', title: 'path parameters by name', additionalProperties: scalars },
    query: {
      type: ['string', 'object'],
      title: 'query parameters by name, or the query as it is sent',
      additionalProperties: { type: ['string', 'number', 'boolean', 'array'], title: 'a value, or a list of them', items: scalars },
    },
    headers: { type: 'object', title: 'headers by name', additionalProperties: { type: 'string' } },
    body: { description: 'Sent as JSON; a text as it is when headers name another media type.' },
    expect: {
      type: 'integer',
      title: 'an HTTP status',
      minimum: 100,
      maximum: 599,
      description: 'What it must answer; any success when left out.',
    },
    name: {
      type: 'string',
      title: 'a name: letters, digits, dashes and underscores, the first a letter',
      pattern: '^[A-Za-z][A-Za-z0-9_-]*$',
      description: 'Later steps take values of its answer as $name.key, and of the mail it sent as $name.mail.key.',
    },
    clock: { type: 'string', title: 'a time at which the clock stands still, or real', pattern: `^(${absoluteTime}|real)$` },
    advance: {
      type: 'string',
      title: 'how far the clock moves, such as 8d, 90m, PT1H or -1d',
      pattern: '^[+-]?(\\d+(\\.\\d+)?[smhdw]|P(?=.)(\\d+W)?(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?)$',
      examples: ['8d', '90m'],
    },
    assume: {
      type: 'object',
      title: 'assumptions by name',
      additionalProperties: { type: ['string', 'null'], title: 'the value of an assumption' },
    },
  },
  additionalProperties: false,
  oneOf: [{ required: ['call'] }, { required: ['clock'] }, { required: ['advance'] }, { required: ['assume'] }],
  dependencies: Object.fromEntries(goesWithCall.map((key) => [key, ['call'] as const])),
}

export const stepsSchema: FactSchema = {
  type: 'array',
  title: 'a list of steps',
  description: 'What is done on top of the facts, in order, before a world starts: calls of the API, the clock, assumptions.',
  items: stepSchema,
}

/** How a clock goes after a step of its own; undefined when that is no time that can be written. */
export function clockAfter(setting: ClockSetting, step: ClockStep | AdvanceStep): ClockSetting | undefined {
  if ('clock' in step) return toClock(step.clock)
  const [, sign, length] = /^([+-]?)(.*)$/.exec(step.advance) as unknown as [string, string, string]
  const by = parseDuration(length)
  if (by === undefined) return undefined
  const after = new Clock(new Clock(setting).advanced(sign === '-' ? -by : by))
  return after.now() >= firstTime && after.now() <= lastTime ? after.setting : undefined
}

/** `real`, or a time at which the clock stands still; undefined when there is no such time. */
export function toClock(text: string): ClockSetting | undefined {
  if (text === 'real') return { mode: 'real' }
  const now = parseTime(text)
  return now === undefined ? undefined : { mode: 'frozen', now }
}

const firstTime = parseTime('0000-01-01') as number
const lastTime = parseTime('9999-12-31T23:59:59.999Z') as number
