import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { createMock, type Mock, type MockOptions } from '../../src/index.ts'
import { launch } from './chromium.ts'

export interface ReaderOptions {
  readonly mock?: MockOptions
  readonly width?: number
  readonly scheme?: 'light' | 'dark'
  /** False = the browser runs no script at all. */
  readonly scripts?: boolean
}

/** Someone who sits before the console of a mock of his own. */
export interface Reader {
  readonly mock: Mock
  readonly url: string
  readonly page: Page
  readonly context: BrowserContext
  /** Opens a page; where there are scripts, returns when it follows what happens. */
  visit(path: string, page?: Page): Promise<void>
  /** Calls the API over HTTP, as a client beside the browser does. */
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** Lets the browser complain once about something that the test is about. */
  expect(complaint: RegExp): void
}

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

interface Watched {
  readonly mock: Mock
  readonly contexts: BrowserContext[]
  readonly complaints: string[]
  readonly expected: RegExp[]
}
const open: Watched[] = []

// A test fails whose browser complained, asked for anything outside the mock, or whose mock met a defect of its own.
afterEach(async () => {
  const watched = open.splice(0)
  for (const { contexts } of watched) await Promise.all(contexts.map((context) => context.close()))
  await Promise.all(watched.map(({ mock }) => mock.close()))
  for (const { mock, complaints, expected } of watched) {
    expect(complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)))).toEqual([])
    expect(mock.defects).toEqual([])
  }
})

export async function reader({ mock: options = {}, width = 1280, scheme = 'light', scripts = true }: ReaderOptions = {}): Promise<Reader> {
  const mock = await createMock({ port: 0, ...options })
  const watched: Watched = { mock, contexts: [], complaints: [], expected: [] }
  open.push(watched)
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: scheme,
    javaScriptEnabled: scripts,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  watched.contexts.push(context)
  context.setDefaultTimeout(15_000)
  await watch(context, mock.url, watched.complaints)
  const page = await context.newPage()
  return {
    mock,
    url: mock.url,
    page,
    context,
    async visit(path, at = page) {
      await at.goto(mock.url + path)
      if (scripts && (await at.locator('body[data-watches^=world]').count()) > 0) await state(at.getByTestId('live'), 'on')
    },
    call: (method, path, body, headers = {}) =>
      fetch(mock.url + path, {
        method,
        headers: { authorization: 'Bearer tok_owner', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    expect: (complaint) => watched.expected.push(complaint),
  }
}

async function watch(context: BrowserContext, url: string, complaints: string[]): Promise<void> {
  await context.route(
    (asked) => asked.origin !== url,
    (route) => {
      complaints.push(`asked for ${route.request().url()}`)
      return route.abort()
    },
  )
  context.on('weberror', (error) => complaints.push(`threw ${error.error().message}`))
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.type()}: ${message.text()}`)
  })
}

function state(locator: Locator, wanted: string): Promise<void> {
  return locator.and(locator.page().locator(`[data-state=${wanted}]`)).waitFor()
}

/** Waits until an element says something. */
export async function says(locator: Locator, text: string | RegExp): Promise<void> {
  await locator.filter({ hasText: text }).first().waitFor()
}

export const acme = '/v1/organizations/org_xyz789'

export const inviteJane = { email: 'jane@example.com', full_name: 'Jane Doe', role_ids: ['role_abc123'], department_ids: ['dept_eng001'] }
