import type { Reply } from '../../engine/index.ts'
import { type Html, html } from '../../kernel/index.ts'
import { refusal } from '../codes.ts'
import type { Target } from '../target.ts'
import { type Control, ControlError, type WorldControl } from '../verbs.ts'
import { assumptionsPage } from './assumptions.ts'
import { faultsPage } from './faults.ts'
import { type Frame, frame } from './frame.ts'
import { journalPage, journalStep } from './journal.ts'
import { type MailView, mailPage, mailViews } from './mail.ts'
import { marksPage } from './marks-page.ts'
import { failure } from './notice.ts'
import { outboxPage } from './outbox.ts'
import { overview } from './overview.ts'
import type { PageName, Place } from './place.ts'
import { scenariosPage } from './scenarios.ts'
import { rowsPerPage, statePage } from './state.ts'
import { toLabels, toTitle } from './state-columns.ts'
import { absentWorld, worldsPage } from './worlds.ts'

/** The fields of a query or a form, as they came. */
export type Fields = Readonly<Record<string, string | undefined>>

/** How a form went whose page is shown again. */
export interface Outcome {
  readonly status: number
  readonly notice: Html | undefined
  /** What was typed into it. */
  readonly form: Fields
}

/** What the pages of one request are made from. */
export interface Desk {
  readonly control: Control
  readonly target: Target
  readonly place: Place
  readonly query: Fields
  readonly outcome: Outcome
}

type View = (desk: Desk) => Promise<Reply>

/** How many rows of each table are looked at for the overview: enough to name what ids stand for, and bounded. */
const looked = 1000
const mailsShown = 200

/** The console's pages by name. */
export const views: Readonly<Record<PageName, View>> = {
  async overview(desk) {
    const { control, target, place } = desk
    if (place.scope === 'journal') return views.journal(desk)
    const world = worldOf(desk)
    const [scenarios, clock, requests, state, entry] = await Promise.all([
      control.scenarios.list(),
      world.clock.get(),
      world.requests.list({ limit: 5 }),
      world.state({ limit: looked + 1 }),
      control.worlds.find(place.world),
    ])
    const messages = target.engine().backend.mailbox === undefined ? undefined : await world.outbox.list({ limit: 3 })
    const labels = toLabels(state)
    const content = overview({
      place,
      scenario: entry.scenario,
      scenarios,
      clock,
      requests,
      messages,
      state,
      looked,
      labels,
      url: world.url,
    })
    return show(desk, { tab: 'overview', title: 'Overview', content, watches: 'world' })
  },

  async state(desk) {
    const { place, query } = desk
    const name = query.table ?? ''
    const search = given(query.search)
    const page = positive(query.page) ?? 1
    const world = worldOf(desk)
    const around = toLabels(await world.state({ limit: looked }))
    const range = search === undefined ? { skip: (page - 1) * rowsPerPage, limit: rowsPerPage + 1 } : {}
    const rows = await world.table(name, range)
    const content = statePage({ place, name, rows, labels: around, search, page })
    return show(desk, { tab: 'overview', title: toTitle(name), content, watches: 'world' })
  },

  async journal(desk) {
    const { target, place, query } = desk
    const limit = Math.min(positive(query.limit) ?? journalStep, 1000)
    const filter = { operationId: given(query.operation), status: numeric(query.status), search: given(query.search) }
    const requests = await worldOf(desk).requests.list({ ...filter, limit })
    const content = journalPage({ place, requests, filter, limit, operations: operationsOf(target) })
    return show(desk, { tab: 'journal', title: 'Journal', content, watches: 'world' })
  },

  async outbox(desk) {
    const { place, query } = desk
    const to = given(query.to)
    const content = outboxPage(place, await worldOf(desk).outbox.list({ to, limit: mailsShown }), to)
    return show(desk, { tab: 'outbox', title: 'Outbox', content, watches: 'world' })
  },

  async faults(desk) {
    const { target, place, outcome } = desk
    const faults = await worldOf(desk).faults.list()
    const codes = Object.keys(target.engine().backend.errors ?? {})
    const content = faultsPage({ place, faults, form: outcome.form, operations: operationsOf(target), codes })
    return show(desk, { tab: 'faults', title: 'Faults', content, watches: 'world' })
  },

  async scenarios(desk) {
    const { control, target, place, query } = desk
    const name = given(query.save)
    const [scenarios, entry] = await Promise.all([control.scenarios.list(), control.worlds.find(place.world)])
    const snapshots = Array.from(target.worlds.find(place.world)?.snapshots ?? [], ([id, { start, exchanges }]) => ({
      id,
      scenario: start.scenario,
      exchanges,
    }))
    const saved = name === undefined ? undefined : await worldOf(desk).saveScenario(name)
    const content = scenariosPage({ place, scenario: entry.scenario, scenarios, snapshots: snapshots.reverse(), saved })
    return show(desk, { tab: 'scenarios', title: 'Scenarios', content, watches: 'world' })
  },

  async assumptions(desk) {
    const content = assumptionsPage(desk.place, await worldOf(desk).assumptions.list())
    return show(desk, { tab: 'assumptions', title: 'Assumptions', content, watches: 'world' })
  },

  async worlds(desk) {
    const { control, place, outcome } = desk
    const [worlds, scenarios] = await Promise.all([control.worlds.list(), control.scenarios.list()])
    const content = worldsPage(place, worlds, scenarios, outcome.form)
    return show(desk, { tab: 'worlds', title: 'Worlds', content, watches: 'worlds' })
  },

  marks: (desk) => show(desk, { tab: undefined, title: 'Test ids', content: marksPage() }),
}

/** A page by name, or why it can't be shown. Looking at a world makes none. */
export async function view(desk: Desk, name: PageName): Promise<Reply> {
  return see(desk, name, views[name])
}

/** One mail. */
export async function mailView(desk: Desk, id: string): Promise<Reply> {
  return see(desk, 'outbox', async () => {
    const { outbox } = worldOf(desk)
    const message = await outbox.find(id)
    const asked = desk.query.view ?? 'html'
    const view: MailView = Object.hasOwn(mailViews, asked) ? (asked as MailView) : 'html'
    const content = mailPage(desk.place, message, view, view === 'source' ? await outbox.eml(id) : undefined)
    return show(desk, { tab: 'outbox', title: message.subject, content })
  })
}

async function see(desk: Desk, tab: PageName, make: View): Promise<Reply> {
  const { place, target } = desk
  if (tab !== 'worlds' && tab !== 'marks' && target.worlds.find(place.world) === undefined) {
    return frame(404, { place, tab, title: 'No such world', content: absentWorld(place), watches: 'world' })
  }
  try {
    return await make(desk)
  } catch (thrown) {
    if (!(thrown instanceof ControlError)) throw thrown
    return refused(desk, tab, thrown)
  }
}

/** What was asked for is not there, or not so. */
function refused({ place }: Desk, tab: PageName, { status, message }: ControlError): Reply {
  const content = html`<h1>That can't be shown</h1>${failure(message)}`
  return frame(status, { place, tab, title: 'Not there', content })
}

/** A page with the world's clock and scenario in its head. */
async function show(desk: Desk, page: Omit<Frame, 'place' | 'notice' | 'clock' | 'scenario'>): Promise<Reply> {
  const { control, target, place, outcome } = desk
  const isThere = target.worlds.find(place.world) !== undefined
  const about = isThere ? { scenario: (await control.worlds.find(place.world)).scenario, clock: await worldOf(desk).clock.get() } : {}
  return frame(outcome.status, { ...page, ...about, place, notice: outcome.notice })
}

export function worldOf({ control, place }: Desk): WorldControl {
  return control.world(place.world)
}

function operationsOf({ engine }: Target): readonly string[] {
  return engine().api.operations.map(({ id }) => id)
}

function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed === '' ? undefined : trimmed
}

function numeric(text: string | undefined): number | undefined {
  const wanted = given(text)
  if (wanted === undefined) return undefined
  if (!/^\d{1,3}$/.test(wanted)) throw refusal('validation_failed', `${JSON.stringify(wanted)} is no status; expected e.g. 409.`)
  return Number(wanted)
}

function positive(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined
}
