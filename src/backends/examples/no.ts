import type { Problem } from '../../engine/index.ts'

/** An answer that can't be given, and why. */
export class No extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.reason)
    this.problem = problem
  }
}
