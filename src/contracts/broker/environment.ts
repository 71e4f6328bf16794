/** An environment of a process, as Node has it. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Where a broker is and how it knows us. */
export interface BrokerAccess {
  readonly url: string
  readonly token?: string | undefined
  readonly username?: string | undefined
  readonly password?: string | undefined
  /** How often a call is made again that the broker answered with 5xx, 408 or 429; the waits double from half a second. 2 if left out. */
  readonly retries?: number | undefined
  /** Whether the broker is reached through the proxy that the environment names. */
  readonly proxy?: boolean | undefined
}

// OTEL_*: with an exporter set there the program would send traces to it
const ours = /^(?:PACT_|OTEL_)/i
const proxies = /^(?:https?|all|no|ftp)_proxy$/i

/**
 * What a Pact program is started with: no filter, broker or report that happens to be set, no proxy, no telemetry.
 * Secrets go this way and never on the command line, where every user of the machine can read them.
 */
export function pactEnvironment(base: Environment, broker?: BrokerAccess): Record<string, string> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(base)) {
    if (value === undefined || ours.test(name)) continue
    if (proxies.test(name) && broker?.proxy !== true) continue
    env[name] = value
  }
  // only this very word stops it
  env.PACT_DO_NOT_TRACK = 'true'
  if (broker === undefined) return env
  const { url, token, username, password, retries = 2 } = broker
  env.PACT_BROKER_BASE_URL = url
  env.PACT_BROKER_HTTP_RETRIES = String(retries)
  // a token and a password together are refused by the program; the token is the narrower right
  if (token !== undefined) return { ...env, PACT_BROKER_TOKEN: token }
  if (username !== undefined) env.PACT_BROKER_USERNAME = username
  if (password !== undefined) env.PACT_BROKER_PASSWORD = password
  return env
}
