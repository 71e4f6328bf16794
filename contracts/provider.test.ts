import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isGood, mockStates, remoteStates, type StateKeeper, verify } from '../src/contracts/index.ts'
import { createMock } from '../src/index.ts'
import { startProvider } from '../tests/contracts/provider/app.ts'

const pacts = [fileURLToPath(new URL('pacts', import.meta.url))]
const { env } = process

async function held(states: StateKeeper, provider: string, mayMail: boolean) {
  const { report } = await verify({ pacts, states, provider, mayMail, env })
  const problems = [...report.cases.flatMap(({ findings }) => findings), ...report.findings].map(({ message }) => message)
  return { report, problems }
}

describe('what the consumers rely on', () => {
  it('is kept by the mock', { timeout: 120_000 }, async () => {
    const mock = await createMock()
    await mock.listen(0, '127.0.0.1')
    try {
      const { report, problems } = await held(mockStates(mock), 'the mock', true)
      expect(problems).toEqual([])
      expect(report.figures).toEqual({ interactions: 24, passed: 24, failed: 0, pending: 0, skipped: 0 })
      expect(mock.defects).toEqual([])
    } finally {
      await mock.close()
    }
  })

  it('is kept by a provider that knows no scenarios, which is left as it was', { timeout: 120_000 }, async () => {
    const provider = await startProvider()
    try {
      const before = provider.members()
      const { url, token, organization, otherOrganization } = provider
      const states = remoteStates({ url, token, organization, otherOrganization, mailDomain: 'example.com', run: 'kept' })
      const { report, problems } = await held(states, 'a provider', false)
      expect(problems).toEqual([])
      expect(report.cases.flatMap(({ status, name }) => (status === 'skipped' ? [name] : []))).toEqual(['a look at an expired invitation'])
      expect(isGood(report)).toBe(true)
      expect([provider.members(), provider.mails()]).toEqual([before, 0])
    } finally {
      await provider.close()
    }
  })
})
