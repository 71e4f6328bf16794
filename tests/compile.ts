import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))
const config = JSON.parse(readFileSync(`${root}tsconfig.json`, 'utf8')) as { compilerOptions: Record<string, unknown> }
const strictness = [
  'strict',
  'exactOptionalPropertyTypes',
  'noUncheckedIndexedAccess',
  'verbatimModuleSyntax',
  'allowImportingTsExtensions',
]

/** What the compiler says of a file alone, by the settings of the package that types depend on. */
export function compile(file: string): string[] {
  const flags = strictness.flatMap((name) => [`--${name}`, String(config.compilerOptions[name])])
  const settings = ['--noEmit', '--ignoreConfig', '--skipLibCheck', '--target', 'es2023', '--module', 'nodenext', '--types', 'node']
  const { stdout, stderr } = spawnSync('node_modules/.bin/tsc', [file, ...settings, ...flags], { cwd: root, encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout.split('\n').filter((line) => line.startsWith(file))
}
