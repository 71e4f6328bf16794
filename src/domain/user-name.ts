import type { OrganizationTables } from './tables.ts'

const shortest = 3
const longest = 100

/** A user name nobody has yet: the letters and digits of the full name, or else of the e-mail's local part. "Jane Doe" becomes "janedoe", then "janedoe2". */
export function toUserName(tables: OrganizationTables, fullName: string, email: string): string {
  const plain = lettersAndDigits(fullName) || lettersAndDigits(email.slice(0, email.lastIndexOf('@'))) || 'user'
  const wanted = plain.slice(0, longest).padEnd(shortest, 'user')
  let name = wanted
  for (let number = 2; tables.users.by('userName', name) !== undefined; number++) {
    name = `${wanted.slice(0, longest - String(number).length)}${number}`
  }
  return name
}

/** Accents are dropped with the decomposition, so that "José" becomes "jose". */
function lettersAndDigits(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
}
