import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { marks } from '../../src/control/pages/marks.ts'
import { faintText } from './contrast.ts'
import { everyPage } from './every-page.ts'
import { reader } from './reader.ts'

/** Where pictures of every page go, to be looked at by a person; none are taken unless it is set. */
const screens = process.env.STANDIN_SCREENS

/** What is wider than the screen, and is not meant to scroll by itself. */
const tooWide = (page: Page) =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120))
  })

/** What someone who can't see the page would miss. */
const unnamed = (page: Page) =>
  page.evaluate(() => {
    const problems: string[] = []
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) problems.push(`the id ${id} stands there twice`)
    for (const field of document.querySelectorAll<HTMLInputElement>('input:not([type=hidden]), select, textarea')) {
      if ((field.labels?.[0]?.textContent ?? '').trim() === '') problems.push(`no label: ${field.outerHTML}`)
    }
    for (const button of document.querySelectorAll('button, a, summary')) {
      if (((button.getAttribute('aria-label') ?? '') + (button.textContent ?? '')).trim() === '')
        problems.push(`no name: ${button.outerHTML}`)
    }
    for (const region of document.querySelectorAll('[aria-labelledby]')) {
      const named = document.getElementById(region.getAttribute('aria-labelledby') ?? '')
      if (named === null) problems.push(`its name is not there: ${region.outerHTML.slice(0, 100)}`)
    }
    const levels = [...document.querySelectorAll('h1, h2, h3')].map(({ tagName }) => Number(tagName.slice(1)))
    if (levels.filter((level) => level === 1).length !== 1 || levels[0] !== 1) problems.push(`headings: ${levels.join(' ')}`)
    if (levels.some((level, index) => level > (levels[index - 1] ?? 1) + 1)) problems.push(`a level is left out: ${levels.join(' ')}`)
    if (document.querySelectorAll('main').length !== 1 || document.documentElement.lang !== 'en') problems.push('no main, or no language')
    if (document.querySelectorAll('[style], style, script:not([src])').length > 0) problems.push('something stands inline')
    return problems
  })

describe('every page', () => {
  const found = new Set<string>()
  for (const width of [1280, 360]) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`fits ${width} pixels, can be read in ${scheme}, and names all it has`, async () => {
        const one = await reader({ width, scheme })
        one.expect(/status of 404/)
        const { page, visit } = one
        for (const [name, path] of Object.entries(await everyPage(one))) {
          await visit(path)
          await page.locator('details').evaluateAll((folds) => {
            for (const fold of folds) fold.setAttribute('open', '')
          })
          expect([name, await tooWide(page)]).toEqual([name, []])
          expect([name, await faintText(page)]).toEqual([name, []])
          expect([name, await unnamed(page)]).toEqual([name, []])
          const here = await page.locator('[data-testid]').evaluateAll((all) => all.map((element) => element.getAttribute('data-testid')))
          for (const mark of here) found.add(mark as string)
          if (screens !== undefined) {
            await visit(path)
            mkdirSync(screens, { recursive: true })
            await page.screenshot({ path: join(screens, `${name}-${scheme}-${width}.png`), fullPage: true })
          }
        }
      })
    }
  }

  it('has the test ids that are written down, and no others', () => {
    const written = Object.values(marks).flatMap((names) => Object.keys(names))
    expect(new Set(written).size).toBe(written.length)
    expect([...found].filter((mark) => !written.includes(mark))).toEqual([])
    expect(written.filter((mark) => !found.has(mark)).sort()).toEqual([...seenElsewhere].sort())
  })
})

/** Only there after something was done; the journeys see them. */
const seenElsewhere = [
  'failure',
  'accepted',
  'explanation-scenario',
  'page-before',
  'page-after',
  'pages',
  'assumption-none',
  'scenario-none',
  'world-none',
  'callback-table',
  'callback-row',
  'breaches',
]
