import { describe, expect, it } from 'vitest'
import { follow, membershipStates, type Observation, observe, record } from '../../../src/contracts/index.ts'
import { connect, createMock } from '../../../src/index.ts'
import { tellStory } from './story.ts'

describe('where a recording comes from', () => {
  it('is the same from the journal in this process, over HTTP, and live', async () => {
    const mock = await createMock({ port: 0 })
    const stop = new AbortController()
    try {
      const live: Observation[] = []
      const following = follow(mock, 'default', stop.signal, (one) => {
        if (live.push(one) === 7) stop.abort()
      })
      await tellStory(mock)
      await following
      const remote = connect(mock.url)
      const options = { api: mock.api, provider: 'organizations', states: membershipStates }
      const texts = [live, await observe(mock, 'default'), await observe(remote, 'default')].map((seen) =>
        JSON.stringify(record(seen, options)),
      )
      expect(new Set(texts).size).toBe(1)
    } finally {
      stop.abort()
      await mock.close()
    }
  })
})
