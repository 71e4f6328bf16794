import type { Engine } from '../engine/index.ts'
import type { World } from '../world/index.ts'
import type { Connections } from './connections.ts'
import type { Recorder } from './recorder.ts'
import type { Passed } from './told.ts'
import type { Upstream } from './upstream.ts'

/** What a proxy is made from. */
export interface ProxyOptions {
  readonly engine: Engine
  /** Whose journal keeps what has passed. */
  readonly world: World
  readonly upstream: Upstream
  /** Certificates in PEM of all authorities that the upstream's may be signed by; those that Node trusts if left out. */
  readonly authorities?: readonly string[] | undefined
  /** The largest body that is taken or read, in bytes. */
  readonly bodyLimit: number
  /** How long the upstream may be silent, in milliseconds. */
  readonly timeout: number
  /** How long a body is held back that is not whole yet, in milliseconds: what is found in it can stand in the head of the answer then. */
  readonly patience: number
  /** Whether what breaks the document is answered with an error instead of being passed on. */
  readonly isEnforcing: boolean
  /** Whether fields that are declared nowhere are against the document, or told apart. */
  readonly undeclared: 'note' | 'fail'
  /** Answers while the upstream is down; undefined = nobody does. */
  readonly fallback: ((target: string, init: RequestInit) => Promise<globalThis.Response>) | undefined
  readonly recorder: Recorder | undefined
  /** Told of every exchange once it is answered. */
  readonly report: (passed: Passed) => void
}

/** What every exchange of a proxy goes by. */
export interface Lane extends ProxyOptions {
  /** What this proxy calls itself in `Via`. */
  readonly via: string
  readonly connections: Connections
}
