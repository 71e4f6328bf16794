/** Scenarios as rows of organisations: what facts are allowed, what is wrong with them, and what they come to in the store. */
export { factCodes } from './finder.ts'
export { populate } from './populate.ts'
export { fixtureSchema } from './schema.ts'
