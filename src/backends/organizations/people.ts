import { toComparable } from '../../domain/index.ts'
import type { People } from '../../engine/index.ts'
import type { OrganizationWorld } from './context.ts'

/** People by their e-mail addresses. */
export const people = {
  find({ tables }: OrganizationWorld, email: string) {
    const user = tables.users.by('email', toComparable(email))
    return user === undefined ? undefined : { id: user.id }
  },
  nameOf: ({ tables }: OrganizationWorld, userId: string) => tables.users.get(userId)?.email,
  *names({ tables }: OrganizationWorld) {
    for (const { email } of tables.users.rows()) yield email
  },
} satisfies People
