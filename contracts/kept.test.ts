import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPact, writePact } from '../src/contracts/index.ts'
import { folder } from './consumers/expectations.ts'

/** What a run of the consumers says, without what differs from one version of Pact's library to the next. */
async function said(file: string): Promise<string> {
  const text = await written(file)
  const { pact } = readPact(text, file)
  const interactions = pact.interactions
    .map((one) => ({ ...one, key: one.description.replaceAll(/\W+/g, '-') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  return writePact({ ...pact, interactions, metadata: {} })
}

function written(file: string): Promise<string> {
  return readFile(join(folder, file), 'utf8').catch(() => {
    throw new Error(`${file} was not written: run the consumers first, with npm run consumers.`)
  })
}

/** `vitest -u` takes a change over. */
describe('the pacts that are kept', () => {
  const ofPact = ['admin-web-organizations.json', 'onboarding-organizations.json']
  const ours = 'directory-sync-organizations.json'

  it.each(ofPact)('are what the consumers say: %s', async (file) => {
    await expect(await said(file)).toMatchFileSnapshot(`pacts/${file}`)
  })

  it('are, byte for byte, what the builder has written', async () => {
    await expect(await written(ours)).toMatchFileSnapshot(`pacts/${ours}`)
  })

  it('are all that there are', async () => {
    expect((await readdir(new URL('pacts', import.meta.url))).sort()).toEqual([...ofPact, ours].sort())
  })
})
