import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Broker, createBroker } from '../../../src/contracts/broker/client.ts'
import { isGood } from '../../../src/contracts/index.ts'
import { openBroker, openFolder, startProvider, verifyAt } from './flow.ts'

/** Each test goes on where the one before stopped, as a pipeline does. Names are new in every run: a real broker keeps what it was told. */
describe('a pact on its way through a broker', () => {
  const run = randomUUID().slice(0, 8)
  const [consumer, provider, environment] = [`web-${run}`, `users-${run}`, `stage-${run}`]
  const files = openFolder()
  let opened: Awaited<ReturnType<typeof openBroker>>
  let service: Awaited<ReturnType<typeof startProvider>>
  let broker: Broker

  beforeAll(async () => {
    opened = await openBroker()
    service = await startProvider({ id: '1' })
    broker = createBroker({ access: opened.access, env: process.env })
  })
  afterAll(async () => {
    files.close()
    await service.close()
    await opened.close()
  })

  const verify = (version: string) =>
    verifyAt(opened.access, service.port, { provider, branch: 'main', wipSince: '2020-01-01', publish: { version } })

  it('is published, and may not be deployed while nobody verified it', async () => {
    const said = await broker.publish({
      pacts: [files.pact('main', consumer, provider, { id: '1' })],
      version: '1.0.0',
      branch: 'main',
      tags: ['one', 'two'],
    })
    expect(said).toContain(`for consumer: ${consumer} against provider: ${provider}`)
    const answer = await broker.canIDeploy({ name: consumer, version: '1.0.0' })
    expect(answer.deployable).toBe(false)
    expect(answer.reasons.join('\n')).toMatch(new RegExp(`no verified pact between .*${consumer}`, 'i'))
  })

  it('is verified by the provider, which publishes that', async () => {
    const report = await verify('p1')
    expect(isGood(report)).toBe(true)
    expect(report.cases).toMatchObject([{ name: 'a user', status: 'passed', findings: [] }])
    expect(report.notes).toContain(`1 of 1 results were published for ${provider} p1.`)
  })

  it('may be deployed where the provider that verified it is', async () => {
    await broker.createEnvironment(environment, false)
    await broker.record({ name: provider, version: 'p1', environment, kind: 'deployment' })
    const answer = await broker.canIDeploy({ name: consumer, version: '1.0.0', environment })
    expect(answer).toMatchObject({ deployable: true })
    await broker.record({ name: consumer, version: '1.0.0', environment, kind: 'deployment' })
  })

  it('of a feature branch that wants more is told to the provider as work in progress and breaks nothing', async () => {
    await broker.publish({
      pacts: [files.pact('feature', consumer, provider, { id: '1', nick: 'x' })],
      version: '1.1.0',
      branch: 'feature',
    })
    const report = await verify('p2')
    expect(isGood(report)).toBe(true)
    expect(report.figures).toMatchObject({ passed: 1, pending: 1 })
    const pending = report.cases.find(({ status }) => status === 'pending')
    expect(pending?.findings.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      'warning $.nick: expected it to be there, and it is missing',
    ])
  })

  it('of that branch may not be deployed', async () => {
    expect(await broker.canIDeploy({ name: consumer, version: '1.1.0', environment })).toMatchObject({ deployable: false })
  })

  it('finds a provider that broke what it kept before', async () => {
    service.answers({ number: 1 })
    const report = await verify('p3')
    expect(isGood(report)).toBe(false)
    const failed = report.cases.filter(({ status }) => status === 'failed')
    expect(failed.flatMap(({ findings }) => findings.map(({ message }) => message))).toEqual([
      '$.id: expected it to be there, and it is missing',
    ])
    expect(await broker.canIDeploy({ name: provider, version: 'p3', environment })).toMatchObject({ deployable: false })
  })

  it('that is not there is a failure, never a green run of nothing', async () => {
    const report = await verifyAt(opened.access, service.port, { provider: `nobody-${run}` })
    expect(isGood(report)).toBe(false)
    expect(report.findings.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringContaining(`verify.nothing The broker has no pact for "nobody-${run}" by the main branch`),
    ])
  })

  it('is not asked about without its name', async () => {
    await expect(broker.canIDeploy({ name: '', version: '1.0.0' })).rejects.toThrow('The name "" can not be asked about')
    await expect(broker.canIDeploy({ name: consumer, version: '--latest' })).rejects.toThrow('does not start with a dash')
  })

  it('says what the broker said when it refuses, without the token', async () => {
    const stranger = createBroker({ access: { url: 'http://127.0.0.1:1', token: 'a-token-of-ours' }, env: process.env })
    const refusal = await stranger.publish({ pacts: ['none-there'], version: '1' }).catch((error: Error) => error.message)
    expect(refusal).toContain("File or directory does not exist: 'none-there'")
    const silence = await stranger.canIDeploy({ name: 'a', version: '1' }).catch((error: Error) => error.message)
    expect(silence).toMatch(/Failed to access pact broker[\s\S]*check the address/)
    expect(`${refusal}${silence}`).not.toContain('a-token-of-ours')
  })
})
