import { stopwatch } from '../../kernel/index.ts'
import { type Comparison, compare } from './compare.ts'
import type { Journey, Step } from './journey.ts'
import { type Side, Unreachable } from './side.ts'

/** A step after it was played at both sides, or why it was not. */
export interface Played {
  readonly journey: string
  readonly step: Step
  /** Undefined for a step that was skipped or that one side did not answer. */
  readonly compared: (Comparison & { readonly mockStatus: number }) | undefined
  readonly skipped: string | undefined
  readonly failed: string | undefined
  /** Of both sides, in milliseconds. */
  readonly duration: number
}

export interface PlayOptions {
  readonly mayMail: boolean
  /** Asks to stop; what was begun is tidied up all the same. */
  readonly signal?: AbortSignal | undefined
}

/** Plays journeys at both sides, one step after the other, and takes out of the provider whoever is left. */
export async function play(
  journeys: readonly Journey[],
  mock: Side,
  provider: Side,
  options: PlayOptions,
): Promise<{ readonly played: readonly Played[]; readonly leftovers: readonly string[] }> {
  const played: Played[] = []
  const leftovers = new Set<string>()
  for (const { name, steps } of journeys) {
    try {
      let broken: string | undefined
      for (const step of steps) {
        const outcome = broken === undefined ? await playStep(step, mock, provider, options) : skip(broken)
        if (outcome.failed !== undefined) broken = `no answer to "${step.name}"`
        played.push({ journey: name, step, ...outcome })
      }
    } finally {
      for (const line of await provider.tidy()) leftovers.add(line)
    }
  }
  // What could not be removed at first may be by now.
  if (leftovers.size > 0) return { played, leftovers: await provider.tidy() }
  return { played, leftovers: [] }
}

type Outcome = Omit<Played, 'journey' | 'step'>

function skip(skipped: string): Outcome {
  return { compared: undefined, skipped, failed: undefined, duration: 0 }
}

async function playStep(step: Step, mock: Side, provider: Side, { mayMail, signal }: PlayOptions): Promise<Outcome> {
  if (signal?.aborted === true) return skip('the run was interrupted')
  if (step.mails === true && !mayMail) return skip('it would mail someone; --allow-mail plays it')
  for (const side of [mock, provider]) {
    const lacks = side.lacks(step)
    if (lacks.length > 0) return skip(`the ${side.name} gave no ${lacks.join(', no ')}`)
  }
  const began = stopwatch()
  try {
    const expected = await mock.play(step)
    const actual = await provider.play(step)
    const compared = { ...compare(expected, actual, step.compares), mockStatus: expected.status }
    return { compared, skipped: undefined, failed: undefined, duration: stopwatch() - began }
  } catch (thrown) {
    if (!(thrown instanceof Unreachable)) throw thrown
    return { compared: undefined, skipped: undefined, failed: thrown.message, duration: stopwatch() - began }
  }
}
