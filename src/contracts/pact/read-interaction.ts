import { toPointer } from '../../kernel/index.ts'
import type { Faults, Tokens } from './faults.ts'
import { keyOf } from './identity.ts'
import type { Interaction, Pact, ProviderState } from './model.ts'
import { readMessage, readQuery } from './read-message.ts'

/** One interaction in any version; undefined for one that is not HTTP, which is a fault. */
export function readInteraction(one: unknown, at: Tokens, version: Pact['version'], faults: Faults): Interaction | undefined {
  const node = faults.map(one, at, 'a map with "description", "request" and "response"')
  if (node !== one) return undefined
  if (node.type !== undefined && node.type !== 'Synchronous/HTTP') {
    const message = `This interaction is of the type ${JSON.stringify(node.type)}; expected "Synchronous/HTTP". Keep others in a pact of their own.`
    faults.tell([...at, 'type'], message, 'pact.unsupported')
    return undefined
  }
  const { pending = false, key } = node
  if (typeof pending !== 'boolean') faults.expected('true or false', pending, [...at, 'pending'])
  const request = faults.map(node.request, [...at, 'request'])
  const response = faults.map(node.response, [...at, 'response'])
  const { status = undefined } = response
  const isStatus = typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599
  if (response === node.response && !isStatus) faults.expected('a whole number from 100 to 599', status, [...at, 'response', 'status'])
  const toText = (name: 'method' | 'path') =>
    request === node.request ? faults.text(request[name], [...at, 'request', name], `the ${name} of the request`) : ''
  const interaction = {
    description: faults.text(node.description, [...at, 'description']),
    states: readStates(node.providerStates, node.providerState, at, faults),
    pending: pending === true,
    comments: faults.optionalMap(node.comments, [...at, 'comments']),
    request: {
      method: toText('method').toUpperCase(),
      path: toText('path'),
      query: readQuery(request.query, [...at, 'request', 'query'], faults),
      ...readMessage(request, [...at, 'request'], version, faults),
    },
    response: { status: isStatus ? status : 0, ...readMessage(response, [...at, 'response'], version, faults) },
    pointer: toPointer(at),
  }
  return { key: faults.optionalText(key, [...at, 'key']) || keyOf(interaction), ...interaction }
}

/** Versions before the third have one state without parameters; an empty one is none. */
function readStates(listed: unknown, single: unknown, at: Tokens, faults: Faults): readonly ProviderState[] {
  const name = faults.optionalText(single, [...at, 'providerState'])
  const states = listed === undefined || listed === null ? [] : faults.items(listed, [...at, 'providerStates'])
  if (states.length === 0) return name === undefined || name === '' ? [] : [{ name, params: {} }]
  return states.flatMap((state, index) => {
    const here = [...at, 'providerStates', index]
    const node = faults.map(state, here, 'a map with the "name" of a state')
    if (node !== state) return []
    const params = faults.optionalMap(node.params, [...here, 'params'])
    const name = faults.text(node.name, [...here, 'name'], 'the name of a state')
    if (name === '' && Object.keys(params).length > 0) faults.expected('the name of a state', node.name, [...here, 'name'])
    return name === '' ? [] : [{ name, params }]
  })
}
