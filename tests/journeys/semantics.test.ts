import { describe, it } from 'vitest'
import { client, transports } from './client.ts'
import { credentials } from './rows/credentials.ts'
import { errors } from './rows/errors.ts'
import { identity } from './rows/identity.ts'
import { invite } from './rows/invite.ts'
import { life } from './rows/life.ts'

/** What the flagship does, decision by decision: each row in this process and over a socket. */
for (const transport of transports) {
  describe(`the organisation-membership API, ${transport}`, () => {
    for (const { row, title, options, play } of [...identity, ...invite, ...life, ...errors, ...credentials]) {
      it(`${row}: ${title}`, async () => play(await client(transport, options)))
    }
  })
}
