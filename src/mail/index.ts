/**
 * Mails as real mail: MIME (RFC 5322), and delivery to an SMTP server that the user names.
 * It must not know worlds, documents or who sends: it gets a mail as its reader would see it.
 * A room of its own, so that the mail library is loaded by the first mail that needs it and by nothing else.
 */
export { Courier, type CourierOptions } from './courier.ts'
export { toMime } from './mime.ts'
export { parseSmtpUrl, type SmtpServer } from './smtp-url.ts'
