import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pactProgram } from '../../../src/contracts/broker/binary.ts'
import { toDeployability } from '../../../src/contracts/broker/deployability.ts'
import { pactEnvironment } from '../../../src/contracts/broker/environment.ts'
import { withoutSecrets } from '../../../src/contracts/broker/run.ts'

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

describe('what is read', () => {
  it('is any JSON without a throw, and good only with a plain yes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, around) => {
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
