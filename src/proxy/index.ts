/**
 * Between callers and a real API: every exchange is handed on as it is and held to the document, both ways.
 * It must not know how an API is played, only who could answer in its place. The only connection out is to the upstream it is given.
 */
export { type ProxyCode, proxyCodes } from './codes.ts'
export { createProxy, type Proxy } from './proxy.ts'
export { Recorder } from './recorder.ts'
export { isSelf } from './self.ts'
export type { Passed, ProxyFinding } from './told.ts'
export { parseUpstream, type Upstream } from './upstream.ts'
