import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { createMock } from '../../src/index.ts'
import { WarmUp } from '../../src/server/index.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))
const turns = async (count: number) => {
  for (let index = 0; index < count; index++) await turn()
}

const warmUp = new WarmUp()
afterEach(() => warmUp.stop())

/** So many parts, and how many were done. */
function counted(count: number) {
  const counting = { done: 0 }
  const work = function* () {
    for (let part = 0; part < count; part++) yield void counting.done++
  }
  return { counting, parts: work() }
}

it('does one part between two turns, so that what has come in waits for no more', async () => {
  const { parts, counting } = counted(50)
  warmUp.begin(parts)
  const seen: number[] = []
  for (let index = 0; index < 10; index++) {
    await turn()
    seen.push(counting.done)
  }
  expect(seen.every((count, index) => index === 0 || count - (seen[index - 1] as number) <= 1)).toBe(true)
  await turns(100)
  expect(counting.done).toBe(50)
})

it('goes on with what took the place of another, and with none when it is stopped', async () => {
  const [before, after] = [counted(50), counted(50)]
  warmUp.begin(before.parts)
  await turns(5)
  warmUp.begin(after.parts)
  const left = before.counting.done
  await turns(5)
  expect(before.counting.done).toBe(left)
  expect(after.counting.done).toBeGreaterThan(2)
  warmUp.stop()
  const stopped = after.counting.done
  await turns(5)
  expect(after.counting.done).toBe(stopped)
})

it('gives way to whoever has come, goes on a little later, and not at all when it is stopped meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { parts, counting } = counted(50)
  warmUp.begin(parts)
  await turns(5)
  const before = counting.done
  for (let visitor = 0; visitor < 3; visitor++) {
    warmUp.giveWay()
    await turns(5)
    vi.advanceTimersByTime(40)
  }
  expect(counting.done).toBe(before)
  vi.advanceTimersByTime(20)
  await turns(100)
  expect(counting.done).toBe(50)
  const other = counted(50)
  warmUp.begin(other.parts)
  warmUp.giveWay()
  warmUp.stop()
  warmUp.giveWay()
  vi.advanceTimersByTime(1000)
  await turns(5)
  expect(other.counting.done).toBe(0)
})

it('changes no answer', async () => {
  const answersOf = async (isWarm: boolean) => {
    const mock = await createMock({ warmUp: isWarm })
    onTestFinished(() => mock.close())
    const url = await mock.listen(0, '127.0.0.1')
    if (isWarm) await turns(200)
    const headers = { authorization: 'Bearer tok_owner', 'content-type': 'application/json' }
    const path = '/v1/organizations/org_xyz789/users/invite/v2'
    const texts: string[] = []
    for (const body of ['{"email":"jane@example.com"}', '{"email":7}', '{"email":"jane@example.com"}'])
      texts.push(await (await fetch(url + path, { method: 'POST', headers, body })).text())
    expect(mock.defects).toEqual([])
    return texts
  }
  const [cold, warm] = [await answersOf(false), await answersOf(true)]
  expect(warm.map((text) => text.replaceAll(/http:\/\/127.0.0.1:\d+/g, ''))).toEqual(
    cold.map((text) => text.replaceAll(/http:\/\/127.0.0.1:\d+/g, '')),
  )
})
