import { toLine, Unusable } from '../kernel/index.ts'
import { createMock, ownFixtures } from '../mock.ts'
import { listScenarios } from '../world/index.ts'
import { exitCode } from './exit.ts'

export interface ScenarioFlags {
  readonly fixtures?: readonly string[]
  readonly check?: boolean
  readonly json?: boolean
}

/** `standin scenarios`: what starting states there are; with `--check`, what is wrong with them. */
export async function scenarios({ fixtures = [], check, json }: ScenarioFlags): Promise<void> {
  const found = await listScenarios([...fixtures, ownFixtures])
  if (check === true)
    return checkAll(
      found.map(({ file }) => file),
      fixtures,
    )
  if (json === true) return console.log(JSON.stringify(found, null, 2))
  const width = Math.max(...found.map(({ name }) => name.length))
  for (const { name, description } of found) console.log(`${name.padEnd(width)}  ${description}`)
}

async function checkAll(files: readonly string[], fixtures: readonly string[]): Promise<void> {
  let failed = 0
  for (const file of files) failed += (await holds(file, fixtures)) ? 0 : 1
  console.log(`${files.length - failed} of ${files.length} scenarios hold`)
  if (failed > 0) process.exitCode = exitCode.checkFailed
}

async function holds(scenario: string, fixtures: readonly string[]): Promise<boolean> {
  try {
    const mock = await createMock({ scenario, fixtures })
    await mock.close()
    return true
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    for (const diagnostic of error.diagnostics) console.log(toLine(diagnostic))
    return false
  }
}
