import type { Faker } from '@faker-js/faker'

/** Somebody whose name, address and account go together. */
export interface Person {
  readonly first: string
  readonly last: string
  readonly email: string
  readonly account: string
}

export function createPerson(faker: Faker): Person {
  const first = faker.person.firstName()
  const last = faker.person.lastName()
  const account = [first, last].map(plain).join('.')
  return { first, last, email: `${account}@example.com`, account }
}

/** Letters of ASCII only, in lower case. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '') || 'x'
}
