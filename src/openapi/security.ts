import { didYouMean, isObject } from '../kernel/index.ts'
import type { SecurityRequirement, SecurityScheme } from './api.ts'
import { entriesOf, type Node } from './document.ts'
import type { Finding } from './finding.ts'

type Requirements = readonly (readonly SecurityRequirement[])[]

/** The schemes a document declares, and the requirements of its operations in terms of them. */
export interface Security {
  /** Findings of unknown schemes go into `findings`; the requirement then is undefined and the operation unusable. */
  requirements(value: unknown, pointer: string, findings: Finding[]): Requirements | undefined
}

export function compileSecurity(root: Node, findings: Finding[]): Security {
  const schemes = new Map<string, SecurityScheme | undefined>()
  const components = isObject(root.components) ? root.components : {}
  for (const { key, value, pointer } of entriesOf(root, components.securitySchemes, '/components/securitySchemes')) {
    const scheme = isObject(value) ? toScheme(value) : undefined
    schemes.set(key, scheme)
    if (scheme !== undefined) continue
    const message = `Security scheme "${key}" can not be played: http (bearer, basic), apiKey, oauth2 and openIdConnect can. Operations with no other way in are unusable.`
    findings.push({ code: 'security.scheme.unsupported', severity: 'warning', message, pointer })
  }
  return { requirements: (value, pointer, found) => toRequirements(value, pointer, schemes, found) }
}

/** OAS 3.1 §4.8.27. OAuth 2 and OpenID Connect both arrive as a bearer token (RFC 6750). */
function toScheme(scheme: Node): SecurityScheme | undefined {
  const bearer = { type: 'bearer', caseSensitive: scheme['x-case-sensitive'] === true } as const
  if (scheme.type === 'oauth2' || scheme.type === 'openIdConnect') return bearer
  if (scheme.type === 'http') {
    // RFC 9110 §11.1: the name of a scheme is case-insensitive
    const name = String(scheme.scheme).toLowerCase()
    if (name === 'bearer') return bearer
    return name === 'basic' ? { type: 'basic' } : undefined
  }
  if (scheme.type !== 'apiKey' || typeof scheme.name !== 'string') return undefined
  const place = scheme.in
  if (place === 'header') return { type: 'apiKey', in: place, name: scheme.name.toLowerCase() }
  return place === 'query' || place === 'cookie' ? { type: 'apiKey', in: place, name: scheme.name } : undefined
}

function toRequirements(
  value: unknown,
  pointer: string,
  schemes: ReadonlyMap<string, SecurityScheme | undefined>,
  findings: Finding[],
): Requirements | undefined {
  if (!Array.isArray(value)) return []
  let declared = true
  const alternatives: SecurityRequirement[][] = []
  for (const [index, alternative] of value.entries()) {
    const requirements: SecurityRequirement[] = []
    let playable = true
    for (const [name, scopes] of Object.entries(isObject(alternative) ? alternative : {})) {
      const scheme = schemes.get(name)
      if (scheme !== undefined) requirements.push({ name, scheme, scopes: Array.isArray(scopes) ? scopes.map(String) : [] })
      else playable = false
      if (schemes.has(name)) continue
      declared = false
      const message = `Security scheme "${name}" is not declared under components.securitySchemes.${didYouMean(name, schemes.keys())}`
      findings.push({ code: 'security.scheme.unknown', severity: 'error', message, pointer: `${pointer}/${index}` })
    }
    if (playable) alternatives.push(requirements)
  }
  // an alternative we can't play is no way in; when there is no other, the operation must not become public
  return declared && (alternatives.length > 0 || value.length === 0) ? alternatives : undefined
}
