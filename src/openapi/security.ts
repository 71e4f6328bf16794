import { didYouMean, isObject } from '../kernel/index.ts'
import type { SecurityRequirement, SecurityScheme } from './api.ts'
import { entriesOf, type Node } from './document.ts'
import type { Finding } from './finding.ts'

/** A scheme as it is played; `tls` is a matter of the connection, which no request shows. */
type Played = SecurityScheme | 'tls' | undefined

type Requirements = readonly (readonly SecurityRequirement[])[]

/** The schemes a document declares, and the requirements of its operations in terms of them. */
export interface Security {
  /** Findings of unknown schemes go into `findings`; the requirement then is undefined and the operation unusable. */
  requirements(value: unknown, pointer: string, findings: Finding[]): Requirements | undefined
}

export function compileSecurity(root: Node, findings: Finding[]): Security {
  const schemes = new Map<string, Played>()
  const components = isObject(root.components) ? root.components : {}
  for (const { key, value, pointer } of entriesOf(root, components.securitySchemes, '/components/securitySchemes')) {
    const scheme = isObject(value) ? toScheme(value) : undefined
    schemes.set(key, scheme)
    const message = explain(key, scheme)
    if (message !== undefined) findings.push({ code: 'security.scheme.unsupported', severity: 'warning', message, pointer })
  }
  return { requirements: (value, pointer, found) => toRequirements(value, pointer, schemes, found) }
}

/** What is not played of a scheme. */
function explain(key: string, scheme: Played): string | undefined {
  if (scheme === 'tls')
    return `Security scheme "${key}" is about the connection, which is plain HTTP here: no certificate is asked for, but what stands beside it in a requirement, or instead of it, is.`
  switch (scheme?.type) {
    case undefined:
      return `Security scheme "${key}" can not be played: http, apiKey, oauth2, openIdConnect and mutualTLS can, each with what it needs. Operations with no other way in are unusable.`
    case 'http':
      return `Of the HTTP scheme "${scheme.name}" of "${key}" it is only enforced that a credential is shown: what it says is not verified.`
    default:
      return undefined
  }
}

/** OAS 3.1 §4.8.27. OAuth 2 and OpenID Connect both arrive as a bearer token (RFC 6750). */
function toScheme(scheme: Node): Played {
  const bearer = { type: 'bearer', caseSensitive: scheme['x-case-sensitive'] === true } as const
  if (scheme.type === 'oauth2' || scheme.type === 'openIdConnect') return bearer
  if (scheme.type === 'http') {
    // RFC 9110 §11.1: the name of a scheme is case-insensitive
    const name = String(scheme.scheme).toLowerCase()
    if (name === 'bearer') return bearer
    if (name === 'basic') return { type: 'basic' }
    return typeof scheme.scheme === 'string' && /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) ? { type: 'http', name } : undefined
  }
  if (scheme.type === 'mutualTLS') return 'tls'
  if (scheme.type !== 'apiKey' || typeof scheme.name !== 'string') return undefined
  const place = scheme.in
  if (place === 'header') return { type: 'apiKey', in: place, name: scheme.name.toLowerCase() }
  return place === 'query' || place === 'cookie' ? { type: 'apiKey', in: place, name: scheme.name } : undefined
}

function refuse(message: string, pointer: string, findings: Finding[]): undefined {
  findings.push({ code: 'security.requirement.invalid', severity: 'error', message, pointer })
}

function toRequirements(
  value: unknown,
  pointer: string,
  schemes: ReadonlyMap<string, Played>,
  findings: Finding[],
): Requirements | undefined {
  if (value === undefined) return []
  // what can't be read must not make anything public
  if (!Array.isArray(value)) return refuse('Security must be a list of requirements: write [{ name: [] }].', pointer, findings)
  let declared = true
  const alternatives: SecurityRequirement[][] = []
  let isOpen = false
  for (const [index, alternative] of value.entries()) {
    const requirements: SecurityRequirement[] = []
    let playable = true
    let needsTls = false
    if (!isObject(alternative)) {
      const written = typeof alternative === 'string' ? alternative : 'name'
      return refuse(
        `A security requirement must be a map from schemes to scopes: write { ${written}: [] }.`,
        `${pointer}/${index}`,
        findings,
      )
    }
    for (const [name, scopes] of Object.entries(alternative)) {
      const scheme = schemes.get(name)
      if (scheme === 'tls') needsTls = true
      else if (scheme !== undefined) requirements.push({ name, scheme, scopes: Array.isArray(scopes) ? scopes.map(String) : [] })
      else playable = false
      if (schemes.has(name)) continue
      declared = false
      const message = `Security scheme "${name}" is not declared under components.securitySchemes.${didYouMean(name, schemes.keys())}`
      findings.push({ code: 'security.scheme.unknown', severity: 'error', message, pointer: `${pointer}/${index}` })
    }
    if (playable && needsTls && requirements.length === 0) isOpen = true
    else if (playable) alternatives.push(requirements)
  }
  // an alternative we can't play is no way in; when there is no other, the operation must not become public, but for a certificate nobody could show
  return declared && (alternatives.length > 0 || value.length === 0 || isOpen) ? alternatives : undefined
}
