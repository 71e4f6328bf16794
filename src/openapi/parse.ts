import { CORE_SCHEMA, load as parseYaml, Type, YAMLException } from 'js-yaml'
import type { Diagnostic } from '../kernel/index.ts'
import { findFault } from './json.ts'
import { findExcess } from './limits.ts'
import { toPosition } from './positions.ts'

/** YAML 1.2 and merge keys; without the dates of YAML 1.1, which would turn texts of examples and enums into objects. */
const merge = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text: unknown) => text === '<<' || text === null })
const schema = CORE_SCHEMA.extend({ implicit: [merge] })

export type Parsed = { readonly value: unknown; readonly isJson: boolean } | { readonly diagnostic: Diagnostic }

/** Reads a text as JSON or YAML, and refuses what is too much to work through. */
export function parse(text: string, file: string): Parsed {
  const parsed = read(text, file)
  if ('diagnostic' in parsed) return parsed
  const excess = findExcess(parsed.value, text.length)
  if (excess === undefined) return parsed
  return {
    diagnostic: { code: 'document.limit', severity: 'error', message: `The file is too much to work through: ${excess}.`, where: { file } },
  }
}

/** By the file's name and the text's first character: `JSON.parse` is ten times as fast. */
function read(text: string, file: string): Parsed {
  const json = /\.json$/i.test(file)
  if (json || /^\s*\{/.test(text)) {
    try {
      return { value: JSON.parse(text), isJson: true }
    } catch (error) {
      if (json) return { diagnostic: toJsonFault(text, file, error as Error) }
    }
  }
  try {
    return { value: parseYaml(text, { schema, filename: file }), isJson: false }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    return { diagnostic: toYamlFault(text, file, error) }
  }
}

function toJsonFault(text: string, file: string, error: Error): Diagnostic {
  const offset = findFault(text) ?? 0
  const what = offset >= text.length ? 'it ends too early' : `unexpected ${JSON.stringify(text[offset])}`
  const message = `This is not JSON: ${what}. The parser says: ${error.message}`
  return { code: 'document.syntax', severity: 'error', message, where: { file, ...toPosition(text, offset) } }
}

function toYamlFault(text: string, file: string, { reason, mark }: YAMLException): Diagnostic {
  // a key given twice is how a second operation on the same path and method looks
  const hint = reason.includes('duplicated mapping key') ? ' Each key may stand once: a path has one operation of a method.' : ''
  if (reason.includes('single document')) {
    const [message, where] = [
      'A second document begins here. Keep each in a file of its own.',
      { file, ...toPosition(text, secondStart(text)) },
    ]
    return { code: 'document.syntax', severity: 'error', message, where }
  }
  const where = mark === undefined || mark === null ? { file } : { file, line: mark.line + 1, column: mark.column + 1 }
  return { code: 'document.syntax', severity: 'error', message: `This is not YAML: ${reason}.${hint}`, where }
}

/** Where the second document of a text begins: at the first `---` that has something before it. */
function secondStart(text: string): number {
  const isSaying = (line: string) => line.trim() !== '' && !/^\s*[#%]/.test(line)
  for (const { index } of text.matchAll(/^---/gm)) if (text.slice(0, index).split('\n').some(isSaying)) return index
  return 0
}
