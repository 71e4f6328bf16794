import { lookup } from 'node:dns/promises'
import { networkInterfaces } from 'node:os'
import { isLoopback } from '../kernel/index.ts'
import type { Upstream } from './upstream.ts'

/** Whether an upstream is the very place where a proxy listens, so that it would send every request to itself. */
export async function isSelf(upstream: Upstream, port: number, host: string): Promise<boolean> {
  if (upstream.port !== port) return false
  if (upstream.hostname === host) return true
  const [theirs, ours] = await Promise.all([addressesOf(upstream.hostname), addressesOf(host)])
  const isEverywhere = ours.some((address) => address === '0.0.0.0' || address === '::')
  const own = Object.values(networkInterfaces()).flatMap((known = []) => known.map(({ address }) => address))
  return theirs.some((address) => ours.includes(address) || (isEverywhere && (isLoopback(address) || own.includes(address))))
}

/** None for a name that is not known here, which nothing can be sent to. */
async function addressesOf(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true }).catch(() => [])
  return found.map(({ address }) => address)
}
