import { isObject } from '../kernel/index.ts'
import { entriesOf, follow, type Node } from './document.ts'
import type { Finding } from './finding.ts'

/** What of an operation is not of the kind that the specification says, so that nobody can know what was meant (OAS 3.1 §4.8.10). */
export function findMalformed(root: Node, node: unknown, pointer: string): readonly Finding[] {
  if (!isObject(node)) return [malformed(pointer, 'An operation must be a map, with its "responses"')]
  const findings: Finding[] = []
  const expect = (isIt: boolean, at: string, what: string) => {
    if (!isIt) findings.push(malformed(at, what))
  }
  const { parameters, requestBody, responses } = node
  expect(parameters === undefined || Array.isArray(parameters), `${pointer}/parameters`, 'Parameters must be a list')
  const body = follow(root, requestBody, `${pointer}/requestBody`)
  if (requestBody !== undefined && body !== undefined) expectContent(body.value, body.pointer, 'A request body', expect)
  expect(
    responses === undefined || isObject(follow(root, responses, '')?.value ?? {}),
    `${pointer}/responses`,
    'Responses must be a map, from statuses',
  )
  for (const { key, value, pointer: at } of entriesOf(root, responses, `${pointer}/responses`)) {
    if (key.startsWith('x-')) continue
    expect(
      /^(?:[1-5]\d\d|[1-5]XX|default)$/i.test(key),
      at,
      `${JSON.stringify(key)} is no status: write one such as '200', a range such as 4XX, or default`,
    )
    expectContent(value, at, 'A response', expect)
    if (!isObject(value)) continue
    for (const part of ['headers', 'links'] as const)
      expect(value[part] === undefined || isObject(value[part]), `${at}/${part}`, `The ${part} of a response must be a map, by name`)
  }
  return findings
}

function expectContent(value: unknown, at: string, what: string, expect: (isIt: boolean, at: string, what: string) => void): void {
  const content = isObject(value) ? value.content : undefined
  expect(isObject(value), at, `${what} must be a map`)
  expect(content === undefined || isObject(content), `${at}/content`, 'Content must be a map, from media types')
}

export function malformed(pointer: string, message: string): Finding {
  return { code: 'operation.malformed', severity: 'error', message: `${message}.`, pointer }
}
