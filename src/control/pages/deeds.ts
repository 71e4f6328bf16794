import type { Reply } from '../../engine/index.ts'
import type { WorldChoices } from '../verbs.ts'
import { ControlError } from '../verbs.ts'
import { parseFaultForm } from './fault-form.ts'
import { type Deed, doneQuery, failure } from './notice.ts'
import { linkTo, type PageName, paths, placeOf } from './place.ts'
import { type Desk, type Fields, view, worldOf } from './views.ts'

/** What a form did, and to what. */
interface Done {
  readonly deed: Deed
  readonly what?: string
  /** Whose page is shown next, when it is not the one the form stood on. */
  readonly world?: string
}

interface Form {
  /** The page it stands on, unless it says so itself. */
  readonly page: PageName
  readonly act: (desk: Desk, form: Fields) => Promise<Done>
}

/** The console's forms, by the operation they are sent to. */
export const forms = {
  submitClock: {
    page: 'overview',
    async act(desk, { mode, now, advance }) {
      const { clock } = worldOf(desk)
      if (advance !== undefined) await clock.advance(advance.trim())
      else await clock.set(toMode(mode), mode === 'real' ? undefined : toTime(now))
      return { deed: 'clock' }
    },
  },
  submitReset: {
    page: 'overview',
    async act(desk, { scenario }) {
      if (scenario === undefined) await worldOf(desk).reset()
      else await worldOf(desk).scenario(scenario)
      return scenario === undefined ? { deed: 'reset' } : { deed: 'scenario', what: scenario }
    },
  },
  submitUndo: {
    page: 'overview',
    async act(desk) {
      const { operationId, at } = await worldOf(desk).undo()
      return { deed: 'undo', what: `${operationId} of ${at.slice(11, 19)}` }
    },
  },
  submitSnapshot: {
    page: 'scenarios',
    act: async (desk) => ({ deed: 'snapshot', what: await worldOf(desk).snapshot() }),
  },
  submitRestore: {
    page: 'scenarios',
    async act(desk, { id = '' }) {
      await worldOf(desk).restore(id)
      return { deed: 'restore', what: id }
    },
  },
  submitFault: {
    page: 'faults',
    act: async (desk, form) => ({ deed: 'fault-added', what: await worldOf(desk).faults.add(parseFaultForm(form)) }),
  },
  submitFaultRemoval: {
    page: 'faults',
    async act(desk, { id = '' }) {
      await worldOf(desk).faults.remove(id)
      return { deed: 'fault-removed', what: id }
    },
  },
  submitFaultsRemoval: {
    page: 'faults',
    async act(desk) {
      await worldOf(desk).faults.clear()
      return { deed: 'faults-removed' }
    },
  },
  submitAssumption: {
    page: 'assumptions',
    async act(desk, { name = '', value = '' }) {
      await worldOf(desk).assumptions.set({ [name]: value })
      return { deed: 'assumption', what: `${name} = ${value}` }
    },
  },
  submitWorld: {
    page: 'worlds',
    async act({ control }, form) {
      const { name } = await control.worlds.create(form.name?.trim() ?? '', toChoices(form))
      return { deed: 'world-made', what: name, world: name }
    },
  },
  submitWorldRemoval: {
    page: 'worlds',
    async act({ control, place }, { name = '' }) {
      await control.worlds.drop(name)
      return { deed: 'world-dropped', what: name, world: name === place.world ? 'default' : place.world }
    },
  },
} as const satisfies Readonly<Record<string, Form>>

/** Does what a form asks, then sends the browser to the page that shows it, so that loading it again does nothing twice (RFC 9110 §15.4.4). */
export async function submit(desk: Desk, { page, act }: Form, form: Fields): Promise<Reply> {
  const back = form.back !== undefined && Object.hasOwn(paths, form.back) ? (form.back as PageName) : page
  try {
    const { deed, what, world } = await act(desk, form)
    const place = world === undefined ? desk.place : placeOf(world, desk.target.scope)
    // A world that was just made is where one goes next.
    const next = deed === 'world-made' ? 'overview' : back
    return { status: 303, headers: { location: linkTo(place, next) + doneQuery(deed, what), 'cache-control': 'no-store' } }
  } catch (thrown) {
    if (!(thrown instanceof ControlError)) throw thrown
    const outcome = { status: thrown.status, notice: failure(thrown.message), form }
    return view({ ...desk, query: {}, outcome }, back)
  }
}

function toMode(mode: string | undefined): 'real' | 'offset' | 'frozen' {
  return mode === 'real' || mode === 'offset' ? mode : 'frozen'
}

/** A browser's `2025-12-22T15:30`, which the form says is UTC. */
function toTime(now: string | undefined): string | undefined {
  const text = now?.trim() ?? ''
  if (text === '') return undefined
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/.test(text) ? `${text}Z` : text
}

function toChoices({ scenario, seed, mode, now, auth }: Fields): WorldChoices {
  const digits = seed?.trim() ?? ''
  return {
    scenario: scenario === '' ? undefined : scenario,
    seed: digits === '' ? undefined : Number(digits),
    clock: mode === undefined || mode === '' ? undefined : { mode: toMode(mode), now: mode === 'real' ? undefined : toTime(now) },
    auth: auth === 'lenient' || auth === 'strict' ? auth : undefined,
  }
}
