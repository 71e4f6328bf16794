import type { Reply } from '../../engine/index.ts'
import type { Target } from '../target.ts'
import { type Control, ControlError } from '../verbs.ts'
import { scriptFile, styleFile } from './asset.ts'
import { forms, submit } from './deeds.ts'
import { mailBody } from './mail.ts'
import { doneNotice } from './notice.ts'
import { type PageName, placeOf } from './place.ts'
import { signIn, signInPage } from './sign-in.ts'
import { consoleStyle } from './style.ts'
import { type Desk, type Fields, mailView, view, worldOf } from './views.ts'

/** A call of a page, as control's handlers get them. */
interface PageCall {
  readonly params: object
  readonly query: object
  readonly body: unknown
  readonly here: {
    readonly target: Target
    readonly control: Control
    /** The world it named, however it did. */
    readonly named: string | undefined
  }
}

type PageHandler = (call: PageCall) => Promise<Reply>

const page =
  (name: PageName): PageHandler =>
  (call) =>
    view(deskOf(call), name)

const submission =
  (id: keyof typeof forms): PageHandler =>
  (call) =>
    submit(deskOf(call), forms[id], (call.body ?? {}) as Fields)

/** The console's pages and forms, by `operationId` of `openapi/control.yaml`. */
export const pageHandlers = {
  showOverview: page('overview'),
  showState: page('state'),
  showJournal: page('journal'),
  showOutbox: page('outbox'),
  showFaults: page('faults'),
  showScenarios: page('scenarios'),
  showAssumptions: page('assumptions'),
  showWorlds: page('worlds'),
  showTestIds: page('marks'),
  submitClock: submission('submitClock'),
  submitReset: submission('submitReset'),
  submitUndo: submission('submitUndo'),
  submitSnapshot: submission('submitSnapshot'),
  submitRestore: submission('submitRestore'),
  submitFault: submission('submitFault'),
  submitFaultRemoval: submission('submitFaultRemoval'),
  submitFaultsRemoval: submission('submitFaultsRemoval'),
  submitAssumption: submission('submitAssumption'),
  submitWorld: submission('submitWorld'),
  submitWorldRemoval: submission('submitWorldRemoval'),
  showMail: (call) => mailView(deskOf(call), paramOf(call, 'id')),

  async showMailBody(call) {
    try {
      return mailBody(await worldOf(deskOf(call)).outbox.find(paramOf(call, 'id')))
    } catch (thrown) {
      if (!(thrown instanceof ControlError)) throw thrown
      return { status: 404, body: `${thrown.message}\n`, mediaType: 'text/plain' }
    }
  },

  async downloadFixture(call) {
    const desk = deskOf(call)
    const { name, fixture } = await worldOf(desk).saveScenario(desk.query.name ?? '')
    const headers = { 'content-disposition': `attachment; filename="${name}.yaml"`, 'cache-control': 'no-store' }
    return { status: 200, body: fixture, mediaType: 'application/yaml', headers }
  },

  showSignIn: async ({ query }) => signInPage((query as Fields).to ?? ''),

  async submitSignIn({ body, here: { target } }) {
    const { token = '', to = '' } = (body ?? {}) as Fields
    return signIn(token, to, target.controlToken)
  },

  getConsoleStyle: async () => styleFile(consoleStyle),
  getConsoleScript: () => scriptFile('console.js'),
  getConsoleScriptPart: (call) => scriptFile(`scripts/${paramOf(call, 'file')}`),
} satisfies Readonly<Record<string, PageHandler>>

function deskOf({ query, here: { target, control, named } }: PageCall): Desk {
  const fields = query as Fields
  const notice = doneNotice(fields.done, fields.what)
  return { control, target, place: placeOf(named ?? 'default', target.scope), query: fields, outcome: { status: 200, notice, form: {} } }
}

function paramOf({ params }: PageCall, name: string): string {
  return (params as Readonly<Record<string, string>>)[name] ?? ''
}
