import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Interaction } from '../pact/model.ts'
import { differencesOf } from './differences.ts'

/** An expectation as it is played to a client. */
export interface Played {
  readonly interaction: Interaction
  /** What the answer's body is; its example in the pact may leave out what a pact can't tell. */
  readonly body: unknown
  /** Request headers that the document declares, in lower case. */
  readonly declared: ReadonlySet<string>
}

/**
 * Answers the expected request on a port of this machine while `use` runs, and gives what `use` gave.
 * Throws when another request came, even if the client put up with the 500 it got, and when none came.
 */
export async function play<Result>(played: Played, use: (at: { readonly url: string }) => Result): Promise<Awaited<Result>> {
  const { interaction, body, declared } = played
  const { request, response, description } = interaction
  const wrong = new Set<string>()
  let count = 0
  const answer = body === undefined ? undefined : typeof body === 'string' && !isJson(response.contentType) ? body : JSON.stringify(body)
  const headers = Object.fromEntries(Object.entries(response.headers).map(([name, values]) => [name, values.join(', ')]))
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const { method = '', url = '', headers: sent } = incoming
      const found = differencesOf(request, { method, url, headers: sent, body: Buffer.concat(chunks) }, declared)
      if (found.length === 0) {
        count++
        outgoing.writeHead(response.status, headers).end(answer)
        return
      }
      const told = [`${method} ${url} is not what was expected for "${description}":`, ...found.map((line) => `  ${line}`)].join('\n')
      wrong.add(told)
      outgoing.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(`${told}\n`)
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  let result: Awaited<Result> | undefined
  let failure: { readonly cause: unknown } | undefined
  try {
    result = await use({ url: `http://127.0.0.1:${port}` })
  } catch (cause) {
    failure = { cause }
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  if (wrong.size > 0) throw new Error([...wrong, ...alsoFailed(failure)].join('\n'), failure)
  if (count === 0) {
    const told = `"${description}": ${request.method} ${request.path} was expected, and nothing was asked. Call the client with the url that is given to it, and wait for it.`
    throw new Error([told, ...alsoFailed(failure)].join('\n'), failure)
  }
  if (failure !== undefined) throw failure.cause
  return result as Awaited<Result>
}

/** What the test itself found stands beside what the client did wrong. */
function alsoFailed(failure: { readonly cause: unknown } | undefined): readonly string[] {
  if (failure === undefined) return []
  const { cause } = failure
  return [`The test failed with: ${cause instanceof Error ? cause.message : String(cause)}`]
}

export function isJson(contentType: string | undefined): boolean {
  return /[/+]json\b/.test(contentType ?? 'application/json')
}
