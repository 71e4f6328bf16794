import { targetsOf } from '../../../src/contracts/coverage/targets.ts'
import type { FaultSpec, Mock, WorldChoices } from '../../../src/index.ts'
import type { Call } from '../../backends/rows/error.ts'
import { errorRows, goodRows, refusals, rejoins, ways } from './ways.ts'

interface Answer {
  readonly status: number
  readonly text: string
}

/** Calls in a world of their own, over the socket; what the last one was answered. */
async function play(mock: Mock, name: string, calls: readonly Call[], start: WorldChoices = {}, fault?: FaultSpec): Promise<Answer> {
  const { url } = await mock.worlds.create(name, start)
  const world = mock.world(name)
  if (fault !== undefined) await world.faults.add(fault)
  let answer: Answer = { status: 0, text: '' }
  let link = 'invkey_none'
  for (const { after, method = 'POST', path, token = 'tok_owner', body, raw, headers = {} } of calls) {
    if (after !== undefined) await world.clock.advance(`PT${after / 1000}S`)
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body).replace('<link>', link))
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: Buffer.from(content) }),
    })
    answer = { status: response.status, text: await response.text() }
    link = /invkey_\w+/.exec(answer.text)?.[0] ?? link
  }
  return answer
}

const goodCalls = (operation: string): readonly Call[] => {
  const row = goodRows[operation]
  return row === undefined ? [] : [...(row.before ?? []), row.call].map(({ method, path, options }) => ({ method, path, ...options }))
}

/** Every operation's good answer, and every error in the one way that its row names. Lists what was answered otherwise. */
export async function playRows(mock: Mock): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const [operation, { status }] of Object.entries(goodRows)) {
    const answer = await play(mock, `good-${operation}`, goodCalls(operation))
    if (answer.status !== status) wrong.push(`${operation}: ${answer.text}`)
  }
  for (const [code, { ways: of }] of Object.entries(errorRows)) {
    for (const [index, { calls, options: { auth, assumptions, bodyLimit } = {} }] of of.entries()) {
      if (bodyLimit !== undefined) continue
      const { text } = await play(mock, `${code}-${index}`, calls, { auth, assumptions })
      if (!text.includes(`"${code}"`)) wrong.push(`${code}: ${text}`)
    }
  }
  return wrong
}

/** What takes a state of things. Lists what was answered otherwise. */
export async function playWays(mock: Mock): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const [operation, codes] of Object.entries(ways)) {
    for (const [code, { in: scenario, calls }] of Object.entries(codes)) {
      const { text } = await play(mock, `${operation}-${code}`, calls, { scenario })
      if (!text.includes(`"${code}"`)) wrong.push(`${operation} ${code}: ${text}`)
    }
  }
  for (const [scenario, call] of Object.entries(rejoins)) {
    const { status, text } = await play(mock, scenario, [call], { scenario })
    if (status >= 300) wrong.push(`${scenario}: ${text}`)
  }
  return wrong
}

/** Each error that every operation meets the same way, at all operations that document it: one world an error, since a refusal changes nothing. */
export async function playRefusals(mock: Mock): Promise<void> {
  for (const [code, { start, fault, call }] of Object.entries(refusals)) {
    const ids = new Set(targetsOf(mock.api).flatMap((one) => (one.code === code ? one.operation.id : [])))
    const calls = [...ids].filter((id) => ways[id]?.[code] === undefined).map((id) => call(goodCalls(id).at(-1) as Call))
    // the first call is what a rate limit lets through
    const [first] = calls
    await play(mock, `every-${code}`, first === undefined ? [] : [first, ...calls], start, fault)
  }
}
