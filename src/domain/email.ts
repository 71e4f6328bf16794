/** The form two addresses are compared in: the whole address without regard to case. */
export function toComparable(email: string): string {
  return email.toLowerCase()
}

/** The form an address is kept in: the domain in lower case, the local part as given. */
export function toStored(email: string): string {
  const at = email.lastIndexOf('@')
  return email.slice(0, at) + email.slice(at).toLowerCase()
}
