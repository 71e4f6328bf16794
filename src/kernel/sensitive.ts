/** Shapes that only real credentials have. */
const shapes: readonly (readonly [name: string, shape: RegExp])[] = [
  ['a JSON web token', /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a GitHub token', /\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bgithub_pat_\w{30,}/],
  ['a live key', /\b[sr]k_live_[A-Za-z0-9]{10,}/],
  ['an AWS key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a Slack token', /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
]

const secretHeaders = /^(?:authorization|proxy-authorization|cookie|set-cookie|x-api-key|x-auth-token)$/i
const secretNames =
  /(?:password|passwd|secret|credentials?|api[-_]?key|private[-_]?key|invitation[-_]?key|email[-_]?key|signature|(?:access|refresh|id|auth|bearer|csrf|session|reset)[-_]?token)$|^(?:token|otp|pin)$/i

/** Stands for what must not be shown. */
export const masked = '***'

export function isSecretHeader(name: string): boolean {
  return secretHeaders.test(name) || secretNames.test(name)
}

/** Whether a field or a parameter of this name usually holds what opens something. */
export function isSecretName(name: string): boolean {
  return secretNames.test(name)
}

/** What kind of credential stands in a text: `a JSON web token`; undefined when none is recognised. */
export function shapeOfSecret(text: string): string | undefined {
  return shapes.find(([, shape]) => shape.test(text))?.[0]
}

/** Deeper values are not looked into. */
const deepest = 200

/** A JSON value with `***` for every text that looks like a credential or stands under a name that usually holds one, and for what lies too deep to tell; itself when there is none. */
export function withoutSecrets<Value>(value: Value, name = '', depth = 0): Value {
  if (typeof value === 'string') return (isSecretName(name) || shapeOfSecret(value) !== undefined ? masked : value) as Value
  if (value === null || typeof value !== 'object') return value
  if (depth === deepest) return masked as Value
  if (Array.isArray(value)) {
    const items = value.map((item) => withoutSecrets(item, name, depth + 1))
    return items.some((item, index) => item !== value[index]) ? (items as Value) : value
  }
  const given = value as Readonly<Record<string, unknown>>
  const entries = Object.entries(given).map(([key, inner]): [string, unknown] => [key, withoutSecrets(inner, key, depth + 1)])
  return entries.some(([key, inner]) => inner !== given[key]) ? (Object.fromEntries(entries) as Value) : value
}
