import { expect, it } from 'vitest'
import { acme, inviteJane, reader, says } from './reader.ts'

it('is set in the console, hits, is counted as it does, and is removed', async () => {
  const { visit, page, call, mock } = await reader()
  await visit('/__standin/console/faults')
  await page.getByTestId('fault-none').waitFor()
  await page.getByTestId('fault-operation').selectOption('inviteUserV2')
  await page.getByTestId('fault-status').fill('500')
  await page.getByTestId('fault-times').fill('2')
  await page.getByTestId('fault-add').click()
  await says(page.getByTestId('done'), /The fault fault_\S+ was added/)
  await says(page.getByTestId('fault-row'), 'inviteUserV2: answers 500, 2 times')
  await says(page.getByTestId('live'), 'Live')

  expect((await call('POST', `${acme}/users/invite/v2`, inviteJane)).status).toBe(500)
  await says(page.getByTestId('fault-struck'), /^1$/)
  await says(page.getByTestId('fault-seen'), /^1$/)
  expect((await call('GET', `${acme}/roles`)).status).toBe(200)
  expect((await call('POST', `${acme}/users/invite/v2`, inviteJane)).status).toBe(500)
  await says(page.getByTestId('fault-row'), 'over')
  expect((await call('POST', `${acme}/users/invite/v2`, inviteJane)).status).toBe(201)

  await visit('/__standin/console/journal?status=500')
  await page.getByTestId('open-exchange').first().click()
  await says(page.getByTestId('exchange-fault'), /fault_/)
  await page.getByTestId('exchange-fault').getByRole('link').click()
  await page.getByTestId('fault-remove').click()
  await page.getByTestId('fault-none').waitFor()
  expect(await mock.faults.list()).toEqual([])
})

it('takes everything a fault can be, and says it in words', async () => {
  const { visit, page, mock } = await reader()
  await visit('/__standin/console/faults')
  const fill = async (fields: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(fields)) await page.getByTestId(`fault-${name}`).fill(value)
  }
  await page.locator('summary').click()
  await fill({ every: '3', share: '50', delay: '100-400', header: 'User-Agent: mobile', body: '{"email":"jane@example.com"}' })
  await page.getByTestId('fault-connection').selectOption('drop')
  await page.getByTestId('fault-add').click()
  // The row may come with the stream, before the form has its answer and is emptied.
  await says(page.getByTestId('done'), 'was added')
  await says(page.getByTestId('fault-row'), 'drops the connection midway')
  const [fault] = await mock.faults.list()
  expect(fault).toMatchObject({
    every: 3,
    share: 0.5,
    delayMs: [100, 400],
    connection: 'drop',
    match: { headers: { 'user-agent': 'mobile' }, body: { email: 'jane@example.com' } },
  })
  await page.locator('summary').click()
  await fill({ requests: '10', per: '60s' })
  await page.getByTestId('fault-add').click()
  await says(page.getByTestId('fault-row'), 'takes 10 calls per 60s, then answers 429')
  await page.getByTestId('faults-clear').click()
  await page.getByTestId('fault-none').waitFor()
})

it('says what is wrong with a fault that can not be, and keeps what was typed', async () => {
  const { visit, page, mock, expect: expectComplaint } = await reader()
  await visit('/__standin/console/faults')
  expectComplaint(/status of 422/)
  for (const [name, value, reason] of [
    ['share', '200', 'percentage'],
    ['delay', 'soon', '100-400'],
    ['status', '299', '299'],
  ] as const) {
    await page.getByTestId(`fault-${name}`).fill(value)
    await page.getByTestId('fault-add').click()
    await says(page.getByTestId('failure'), reason)
    expect(await page.getByTestId(`fault-${name}`).inputValue()).toBe(value)
    await page.getByTestId(`fault-${name}`).fill('')
  }
  expect(await mock.faults.list()).toEqual([])
})
