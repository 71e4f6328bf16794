import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pactProgram } from '../../../src/contracts/broker/binary.ts'
import { toDeployability } from '../../../src/contracts/broker/deployability.ts'
import { pactEnvironment } from '../../../src/contracts/broker/environment.ts'
import { withoutSecrets } from '../../../src/contracts/broker/run.ts'
import { brokerArguments, toBrokerOutcome } from '../../../src/contracts/broker/verifier.ts'

describe('the environment of a Pact program', () => {
  const set = {
    PATH: '/bin',
    PACT_DESCRIPTION: 'only this',
    PACT_BROKER_BASE_URL: 'http://elsewhere',
    pact_provider_state: 'x',
    PACT_DO_NOT_TRACK: '1',
    HTTPS_PROXY: 'http://proxy',
    http_proxy: 'http://proxy',
    NO_PROXY: '*',
    OTEL_TRACES_EXPORTER: 'otlp',
  }

  it('has no filter, no broker, no proxy and no tracking that was not asked for', () => {
    expect(pactEnvironment(set)).toEqual({ PATH: '/bin', PACT_DO_NOT_TRACK: 'true' })
  })

  it('has the broker that was asked for, and proxies when they were', () => {
    expect(pactEnvironment(set, { url: 'http://b', token: 't', username: 'u', proxy: true })).toEqual({
      PATH: '/bin',
      PACT_DO_NOT_TRACK: 'true',
      PACT_BROKER_BASE_URL: 'http://b',
      PACT_BROKER_HTTP_RETRIES: '2',
      PACT_BROKER_TOKEN: 't',
      HTTPS_PROXY: 'http://proxy',
      http_proxy: 'http://proxy',
      NO_PROXY: '*',
    })
    expect(pactEnvironment({}, { url: 'http://b', username: 'u', password: 'p' })).toMatchObject({
      PACT_BROKER_USERNAME: 'u',
      PACT_BROKER_PASSWORD: 'p',
    })
  })
})

describe('the program', () => {
  it('is found where the package is installed', () => {
    expect(pactProgram()).toMatch(/pact(?:\.exe)?$/)
  })

  it('is asked for by name where it is not', () => {
    expect(() => pactProgram('file:///nowhere/at/all.js')).toThrow(
      /Pact was not run\.[\s\S]*@pact-foundation\/pact-cli with its build for this platform: npm install/,
    )
  })
})

describe('what is shown', () => {
  it('has neither token nor password nor what an address carries', () => {
    const broker = { url: 'http://me:word@host', token: 'tok', password: 'pass' }
    expect(withoutSecrets('at http://me:word@host/x with tok and pass', broker)).toBe('at http://***@host/x with *** and ***')
  })
})

describe('the verifier', () => {
  it('is asked for the main branch and what is deployed, with pending on, and publishes nothing, unless told otherwise', () => {
    expect(brokerArguments({ provider: 'users' })).toEqual([
      '--provider-name=users',
      '--consumer-version-selectors={"mainBranch":true}',
      '--consumer-version-selectors={"deployedOrReleased":true}',
      '--enable-pending',
    ])
    const publish = { version: '1', buildUrl: 'http://ci/1' }
    const all = {
      provider: 'users',
      selectors: [{ branch: 'a b' }],
      branch: 'main',
      tags: ['x', 'y'],
      pending: false,
      wipSince: '2026-01-01',
    }
    expect(brokerArguments({ ...all, publish })).toEqual([
      '--provider-name=users',
      '--consumer-version-selectors={"branch":"a b"}',
      '--include-wip-pacts-since=2026-01-01',
      '--provider-branch=main',
      '--provider-tags=x,y',
      '--publish',
      '--provider-version=1',
      '--build-url=http://ci/1',
    ])
  })

  it('that verified nothing, or explains a failure nowhere, is not good', () => {
    const empty = { result: true, errors: [], pendingErrors: [], notices: [], interactionResults: [] }
    expect(toBrokerOutcome(empty)).toMatchObject({ good: false })
    const unexplained = { ...empty, interactionResults: [{ description: 'a', interactionId: '1', result: 'Error' }] }
    expect(toBrokerOutcome(unexplained)).toMatchObject({ good: false, interactions: [{ status: 'failed' }] })
  })
})

describe('what is read', () => {
  it('is any JSON without a throw, and good only with a plain yes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, around) => {
        const outcome = toBrokerOutcome(value)
        expect(outcome === undefined || !outcome.good || (value as { result: unknown }).result === true).toBe(true)
        toDeployability(`${around}${JSON.stringify(value)}`)
        expect(toDeployability(JSON.stringify({ summary: { deployable: value } }))?.deployable).toBe(value === true)
      }),
    )
  })

  it('of a broker is its answer among the words of its client', () => {
    const answer = { summary: { deployable: null, reason: 'one\ntwo' }, notices: [] }
    expect(toDeployability(`Checking …\n${JSON.stringify(answer)}\n❌ no`)).toEqual({ deployable: false, reasons: ['one', 'two'] })
    expect(toDeployability('❌ 401')).toBeUndefined()
  })
})
