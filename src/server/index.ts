/**
 * The Fastify adapter: sockets in, engine's requests out, and back.
 * It must not know what an API means; every answer is the engine's.
 */
export type { Front } from './listener.ts'
export { createServer, type MockServer, type ServerOptions, type Surface } from './server.ts'
export { WarmUp } from './warm-up.ts'
export { worldOf } from './world-key.ts'
