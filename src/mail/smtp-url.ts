import { Unusable } from '../kernel/index.ts'

/** Where mails are handed over. */
export interface SmtpServer {
  readonly host: string
  readonly port: number
  /** TLS from the first byte, as `smtps:` asks for; otherwise as soon as the server offers it. */
  readonly isSecure: boolean
  readonly credentials: { readonly user: string; readonly pass: string } | undefined
  /** The address as it may be shown: without user and password. */
  readonly name: string
}

/** Reads `smtp://host:1025`, `smtp://user:password@host:587`, `smtps://host`; ports are 25 and 465 if left out. Throws `Unusable`, which never repeats the address: there may be a password in it. */
export function parseSmtpUrl(text: string): SmtpServer {
  if (!URL.canParse(text)) throw unusable('The address of the SMTP server can not be read')
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text)
  if (protocol !== 'smtp:' && protocol !== 'smtps:') throw unusable(`The SMTP server's address begins with ${protocol}//`)
  if (hostname === '') throw unusable("The SMTP server's address names no host")
  if ((pathname !== '' && pathname !== '/') || search !== '' || hash !== '')
    throw unusable("There is more in the SMTP server's address than host and port")
  if (password === '' ? username !== '' : username === '') throw unusable("The SMTP server's address has a user or a password, not both")
  const isSecure = protocol === 'smtps:'
  const number = port === '' ? (isSecure ? 465 : 25) : Number(port)
  if (number === 0) throw unusable("The SMTP server's address has port 0")
  return {
    host: decode(hostname).replace(/^\[(.*)\]$/, '$1'),
    port: number,
    isSecure,
    credentials: username === '' ? undefined : { user: decode(username), pass: decode(password) },
    name: `${protocol}//${hostname}:${number}`,
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw unusable('User or password of the SMTP server are not percent-encoded UTF-8')
  }
}

function unusable(what: string): Unusable {
  const message = `${what}; expected smtp://127.0.0.1:1025, smtp://user:password@host:587 or smtps://host, with special characters percent-encoded.`
  return new Unusable("Mails can't be delivered", [{ code: 'smtp', severity: 'error', message, where: { file: '--smtp' } }])
}
