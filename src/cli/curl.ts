import type { ExampleRequest } from '../openapi/index.ts'

/** A request as a curl command, to paste into a POSIX shell. */
export function toCurl(url: string, { method, target, headers, body }: ExampleRequest, token: string | undefined): string {
  const lines = [`curl -i ${method === 'GET' ? '' : `-X ${method} `}${quote(url + target)}`]
  if (token !== undefined) lines.push(`-H ${quote(`Authorization: Bearer ${token}`)}`)
  for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quote(`${name}: ${value}`)}`)
  if (body !== undefined) lines.push(`-d ${quote(JSON.stringify(body))}`)
  return lines.join(' \\\n  ')
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
