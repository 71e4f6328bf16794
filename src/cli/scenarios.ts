import type { Command } from 'commander'
import { toLine, Unusable } from '../kernel/index.ts'
import { createMock, type MockOptions, ownFixtures } from '../mock.ts'
import { listScenarios } from '../world/index.ts'
import type { DocumentFlags } from './document.ts'
import { exitCode } from './exit.ts'

export interface ScenarioFlags extends DocumentFlags {
  readonly backend?: string
  readonly stateful?: boolean
  readonly model?: string
  readonly fixtures?: readonly string[]
  readonly check?: boolean
  readonly json?: boolean
}

/** `standin scenarios`: what starting states there are; with `--check`, what is wrong with them. Those that come along are of the document that comes along. */
export async function scenarios(
  document: string | undefined,
  { fixtures = [], check, json, ...flags }: ScenarioFlags,
  command: Command,
): Promise<void> {
  const isOwn = document === undefined && flags.backend === undefined
  if (!isOwn && fixtures.length === 0)
    command.error('error: the scenarios that come along are of the document that comes along. Name the folder of yours with --fixtures.')
  const found = await listScenarios(isOwn ? [...fixtures, ownFixtures] : fixtures)
  if (check === true)
    return checkAll(
      found.map(({ file }) => file),
      { document, fixtures, ...flags },
    )
  if (json === true) return console.log(JSON.stringify(found, null, 2))
  const width = Math.max(...found.map(({ name }) => name.length))
  for (const { name, description } of found) console.log(`${name.padEnd(width)}  ${description}`)
}

async function checkAll(files: readonly string[], options: MockOptions): Promise<void> {
  let failed = 0
  for (const scenario of files) failed += (await holds({ ...options, scenario })) ? 0 : 1
  console.log(`${files.length - failed} of ${files.length} scenarios hold`)
  if (failed > 0) process.exitCode = exitCode.checkFailed
}

async function holds(options: MockOptions): Promise<boolean> {
  try {
    const mock = await createMock(options)
    await mock.close()
    return true
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    for (const diagnostic of error.diagnostics) console.log(toLine(diagnostic))
    return false
  }
}
