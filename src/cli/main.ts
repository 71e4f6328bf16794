#!/usr/bin/env node
/**
 * The command line: the only room that prints, reads the environment, or exits.
 * It must not know how anything is answered, only how to ask for it and how to show it.
 */
import { CommanderError } from 'commander'
import { Unusable } from '../kernel/index.ts'
import { exitCode } from './exit.ts'
import { createProgram } from './program.ts'

/** Runs the command line; the exit code. Only here does the process end by our will. */
async function main(): Promise<number> {
  try {
    const program = await createProgram(process.argv.slice(2))
    await program.parseAsync()
    return process.exitCode === undefined ? exitCode.ok : Number(process.exitCode)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.badUsage
    if (!(error instanceof Unusable)) throw error
    console.error(error.message)
    return exitCode.badUsage
  }
}

process.exitCode = await main()
