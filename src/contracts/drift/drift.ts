import type { AssumptionEntry } from '../../control/index.ts'
import { type Diagnostic, Unusable } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'
import type { Case, Report } from '../report/report.ts'
import { type Accepted, isAccepted } from './accepted.ts'
import type { Difference } from './compare.ts'
import type { Journey, Tidying } from './journey.ts'
import { addresses, journeys as ownJourneys, ownFields as ownOwnFields, tidying as ownTidying } from './organizations.ts'
import { type Played, play } from './play.ts'
import { type Rules, Side, type SideOptions } from './side.ts'
import { restsOn, tell } from './told.ts'

export interface DriftOptions {
  readonly api: Api
  readonly mock: SideOptions
  readonly provider: SideOptions
  /** As control lists them. */
  readonly assumptions: readonly AssumptionEntry[]
  /** Names this run in the addresses it invites; lower-case letters and digits. */
  readonly run: string
  /** Where the addresses of this run are; nobody should live there. `example.com` if left out. */
  readonly mailDomain?: string | undefined
  readonly mayMail?: boolean | undefined
  readonly accepted?: readonly Accepted[] | undefined
  /** Where `accepted` was read. */
  readonly acceptedFile?: string | undefined
  /** The least fidelity in percent that is good; 100 if left out. */
  readonly min?: number | undefined
  /** Of a request, in milliseconds; 30 seconds if left out. */
  readonly timeout?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** The organisation-membership API's if left out. */
  readonly journeys?: readonly Journey[] | undefined
  readonly tidying?: Tidying | undefined
  readonly ownFields?: ReadonlySet<string> | undefined
}

/** Plays the same journeys at the mock and at a provider and says where they differ. */
export async function drift(options: DriftOptions): Promise<Report> {
  const { api, journeys = ownJourneys, tidying = ownTidying, ownFields = ownOwnFields, mayMail = false, timeout = 30_000, signal } = options
  requireOperations(api, journeys)
  const rules: Rules = { api, tidying, ownFields, mayMail, timeout }
  const variables = variablesOf(options)
  const mock = new Side('mock', options.mock, variables, rules)
  const provider = new Side('provider', options.provider, variables, rules)
  const { played, leftovers } = await play(journeys, mock, provider, { mayMail, signal })
  return toReport(options, played, leftovers)
}

/** A document that does not have what the journeys play can't be held to a provider by them. */
function requireOperations(api: Api, journeys: readonly Journey[]): void {
  const wanted = new Set(journeys.flatMap(({ steps }) => steps.map(({ operation }) => operation)))
  const absent = [...wanted].filter((id) => api.operation(id) === undefined)
  if (absent.length === 0) return
  const message = `The journeys play ${absent.join(', ')}, which this document does not have. They are for the organisation-membership API.`
  throw new Unusable('There is nothing to compare.', [
    { code: 'drift.operation.unknown', severity: 'error', message, where: { file: api.source } },
  ])
}

function variablesOf({ run, mailDomain = 'example.com' }: DriftOptions): Record<string, string> {
  return {
    ...Object.fromEntries(addresses.map((name) => [name, `standin-${run}-${name.replace('_email', '')}@${mailDomain}`])),
    password: `Standin-${run}-1!`,
    wrong_token: `standin-${run}-nobody`,
  }
}

interface Row {
  readonly of: Played
  readonly difference: Difference
  readonly accepted: Accepted | undefined
}

function toReport(options: DriftOptions, played: readonly Played[], leftovers: readonly string[]): Report {
  const { api, assumptions, accepted = [], acceptedFile = '', min = 100, mayMail = false, provider } = options
  const rows = played.flatMap((of) =>
    (of.compared?.differences ?? []).map((difference): Row => {
      return { of, difference, accepted: accepted.find((one) => isAccepted(one, of.step.operation, difference)) }
    }),
  )
  const open = rows.filter((row) => row.accepted === undefined)
  const facts = played.reduce((sum, { compared }) => sum + (compared?.facts ?? 0), 0)
  const lost = open.reduce((sum, { difference }) => sum + (difference.facts ?? 1), 0)
  // Rounded down: what is not quite the same must not be called 100.
  const fidelity = facts === 0 ? 0 : Math.floor(((facts - lost) / facts) * 1000) / 10
  const isGood = fidelity >= min
  const told = new Set<string>()
  const cases = played.map((one) => toCase(one))
  const stale = accepted.filter((one) => !rows.some((row) => row.accepted === one))

  function toCase(one: Played): Case {
    const { journey, step, skipped, failed, duration, compared } = one
    const named = { name: `${step.name} (${step.operation})`, group: journey }
    if (skipped !== undefined) return { ...named, status: 'skipped', reason: skipped, findings: [] }
    if (failed !== undefined || compared === undefined) {
      const finding: Diagnostic = { code: 'drift.unreachable', severity: 'error', message: failed ?? '', where: { file: provider.url } }
      return { ...named, status: 'failed', duration, findings: [finding] }
    }
    const mine = open.filter(({ of }) => of === one)
    const fresh = mine.filter((row) => !told.has(sameness(row)))
    for (const row of fresh) told.add(sameness(row))
    const findings = fresh.map((row) => {
      const others = new Set(open.filter((other) => sameness(other) === sameness(row)).map(({ of }) => of)).size - 1
      const shown = { step, status: compared.mockStatus, difference: row.difference, others }
      return tell(api, assumptions, shown, !isGood && !row.difference.isHarmless)
    })
    const known = mine.filter((row) => !fresh.includes(row)).map(({ difference }) => difference.at)
    const reason = known.length === 0 ? {} : { reason: `as above: ${known.join(', ')}` }
    return { ...named, status: mine.length === 0 || isGood ? 'passed' : 'failed', duration, findings, ...reason }
  }

  return {
    command: 'drift',
    title: `${api.title}: the mock held to the provider at ${provider.url}`,
    cases,
    findings: [...leftovers.map((line) => leftover(line, provider.url)), ...stale.map((one) => staleness(one, acceptedFile))],
    figures: {
      fidelity,
      min,
      facts,
      differences: open.length,
      accepted: rows.length - open.length,
      skipped: cases.filter(({ status }) => status === 'skipped').length,
    },
    notes: notesOf(options, played, open, mayMail),
  }
}

function sameness({ difference: { at, mock, real } }: Row): string {
  return JSON.stringify([at, mock, real])
}

function leftover(line: string, url: string): Diagnostic {
  const message = `Left behind at the provider: ${line}. Remove this member by hand.`
  return { code: 'drift.leftover', severity: 'error', message, where: { file: url } }
}

function staleness({ at, operation, pointer }: Accepted, file: string): Diagnostic {
  const message = `No difference at ${at}${operation === undefined ? '' : ` of ${operation}`} was found any more; take the entry out.`
  return { code: 'drift.accepted.stale', severity: 'warning', message, where: { file, pointer } }
}

function notesOf(
  { assumptions, provider }: DriftOptions,
  played: readonly Played[],
  open: readonly Row[],
  mayMail: boolean,
): readonly string[] {
  const touched = new Set(played.flatMap(({ step, compared }) => (compared === undefined ? [] : Object.values(step.rests ?? {}))))
  const untouched = assumptions.filter(({ name }) => !touched.has(name)).map(({ name }) => name)
  const doubted = new Set(open.map(({ of, difference }) => restsOn(of.step, difference)))
  return [
    ...assumptions.filter(({ name }) => doubted.has(name)).map(({ name, says, evidence }) => `${name}: ${says} Evidence: ${evidence}`),
    mayMail
      ? 'The provider was let mail its invitations (--allow-mail).'
      : 'Nobody was mailed: send_invitation was false in every invitation.',
    'Ids, times, tokens and addresses of a side are compared by their form and by what they stand for.',
    ...(provider.otherOrganization === undefined
      ? ['No second organization was given: what needs an account from elsewhere was skipped.']
      : []),
    ...(untouched.length === 0 ? [] : [`No step touched ${untouched.join(', ')}: what it assumes is not compared.`]),
  ]
}
