import { createRequire } from 'node:module'
import { Unusable } from '../../kernel/index.ts'

/** What the package that brings the program says of itself. */
interface Standalone {
  readonly standalone: () => { readonly pactFullPath: string }
}

/**
 * The path of the `pact` program. It comes with an optional package and is looked up when it is first needed, so that everything else works without it.
 * Throws `Unusable` when it is not installed, or not for this platform.
 */
export function pactProgram(from: string = import.meta.url): string {
  try {
    const { standalone } = createRequire(from)('@pact-foundation/pact-cli/src/pact-standalone.js') as Standalone
    return standalone().pactFullPath
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n')
    const message = `The program \`pact\` can not be found (${reason.replace(/:$/, '')}). Expected the package @pact-foundation/pact-cli with its build for this platform: npm install --save-dev @pact-foundation/pact-cli@18.1.2, with optional dependencies left on.`
    throw new Unusable('Pact was not run.', [{ code: 'pact.not-installed', severity: 'error', message, where: { file: 'package.json' } }])
  }
}
