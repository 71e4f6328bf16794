import { resolve } from 'node:path'
import { createConfig, getLineColLocation, lintDocument, type NormalizedProblem } from '@redocly/openapi-core'
import type { Diagnostic, Where } from '../kernel/index.ts'
import { createResolver, type IsInside, showFile } from './bundle.ts'
import { isAddress } from './remote.ts'

/** What Redocly recommends, without what this room says itself and what is only a matter of taste. */
const rules = {
  // OAS 3.1 §4.8.8.2: concrete paths are matched before templated ones
  'no-ambiguous-paths': 'off',
  // ours, with a suggestion and without false alarms inside examples
  'no-unresolved-refs': 'off',
  'path-parameters-defined': 'off',
  'operation-operationId-unique': 'off',
  'no-identical-paths': 'off',
  'no-invalid-media-type-examples': 'off',
  'no-invalid-schema-examples': 'off',
  'no-invalid-parameter-examples': 'off',
  'no-enum-type-mismatch': 'warn',
  // opinions about prose
  'info-license': 'off',
  'info-license-strict': 'off',
  'info-license-url': 'off',
  'info-contact': 'off',
  'tag-description': 'off',
  'no-server-example.com': 'off',
  // advice: the document can be served without it
  'security-defined': 'warn',
  'operation-summary': 'warn',
  'operation-operationId-url-safe': 'warn',
  'no-empty-servers': 'warn',
  'nullable-type-sibling': 'warn',
  'no-path-trailing-slash': 'warn',
  'no-server-trailing-slash': 'warn',
} as const

/** The linter's findings, in the user's own files. */
export async function lint(file: string, allowRemote: boolean, isInside: IsInside): Promise<Diagnostic[]> {
  const resolver = createResolver(file, allowRemote, isInside)
  // where the linter's parser is stricter than the loader's, e.g. with a key that JSON gives twice, there is nothing more to say
  const document = await resolver.resolveDocument(null, isAddress(file) ? file : resolve(file), true).catch((error: Error) => error)
  if (document instanceof Error) return []
  const config = await createConfig({ extends: ['recommended'], rules })
  try {
    const problems = await lintDocument({ document, config, externalRefResolver: resolver })
    return problems.map((problem) => toDiagnostic(problem, file))
  } catch (error) {
    // what it can't take need not stop anybody else, such as a version without its last number
    return [unlinted(file, `${(error as Error).message}.`)]
  }
}

/** Why the linter says nothing. */
export function unlinted(file: string, reason: string): Diagnostic {
  const message = `The linter could not read the document, so that none of its rules were asked: ${reason}`
  return { code: 'lint.none', severity: 'warning', message, where: { file } }
}

function toDiagnostic(problem: NormalizedProblem, file: string): Diagnostic {
  const [suggestion] = problem.suggest
  const message = `${problem.message.trim()}${suggestion === undefined ? '' : ` Did you mean ${JSON.stringify(suggestion)}?`}`
  return {
    code: `lint.${problem.ruleId}`,
    severity: problem.severity === 'error' ? 'error' : 'warning',
    message,
    where: toWhere(problem, file),
  }
}

function toWhere({ location: [location] }: NormalizedProblem, file: string): Where {
  if (location === undefined) return { file }
  const { source, start } = getLineColLocation(location)
  const pointer = location.pointer === undefined ? {} : { pointer: location.pointer.replace(/^#/, '') }
  return { file: showFile(source.absoluteRef, file), line: start.line, column: start.col, ...pointer }
}
