import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPact, writePact } from '../src/contracts/index.ts'
import { folder } from './consumers/expectations.ts'

/** What a run of the consumers says, without what differs from one version of Pact's library to the next. */
async function said(file: string): Promise<string> {
  const text = await readFile(join(folder, file), 'utf8').catch(() => {
    throw new Error(`${file} was not written: run the consumers first, with npm run consumers.`)
  })
  const { pact } = readPact(text, file)
  const interactions = pact.interactions
    .map((one) => ({ ...one, key: one.description.replaceAll(/\W+/g, '-') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  return writePact({ ...pact, interactions, metadata: {} })
}

/** `vitest -u` takes a change over. */
describe('the pacts that are kept', () => {
  const kept = ['admin-web-organizations.json', 'onboarding-organizations.json']

  it.each(kept)('are what the consumers say: %s', async (file) => {
    await expect(await said(file)).toMatchFileSnapshot(`pacts/${file}`)
  })

  it('are all that there are', async () => {
    expect((await readdir(new URL('pacts', import.meta.url))).sort()).toEqual(kept)
  })
})
