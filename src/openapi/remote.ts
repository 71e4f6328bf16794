/** Whether what a document was asked for by is an address on the web, and no file. */
export function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source)
}

const largest = 64 * 1_048_576
const patience = 30_000

/** What stands at an address, as text. Throws an `Error` that says why it can't be had: no answer within 30 s, another status than 200, over 64 MiB. */
export async function fetchText(address: string): Promise<string> {
  return new TextDecoder().decode(await fetchBytes(address, 'application/yaml, application/json;q=0.9, */*;q=0.1'))
}

/** The same as it comes. */
export async function fetchBytes(address: string, accept: string): Promise<Uint8Array> {
  const response = await ask(address, accept)
  if (response.status !== 200) throw new Error(`it answered ${response.status} ${response.statusText}`.trim())
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > largest) throw new Error(`it is larger than ${largest / 1_048_576} MiB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function ask(address: string, accept: string): Promise<Response> {
  try {
    return await fetch(address, { headers: { accept }, signal: AbortSignal.timeout(patience) })
  } catch (error) {
    const { name, message, cause } = error as Error
    if (name === 'TimeoutError') throw new Error(`it did not answer within ${patience / 1000} s`)
    throw new Error(
      cause instanceof Error && cause.message !== '' ? cause.message : ((cause as { code?: string } | undefined)?.code ?? message),
    )
  }
}
