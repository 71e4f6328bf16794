/** What a proxy says of the exchanges that pass through it, by code. */
export const proxyCodes = {
  'request.undeclared': 'The document has no such path, or no such method on it.',
  'request.security': 'A request shows no credential that its operation takes.',
  'request.invalid': 'A parameter or the body of a request does not fit the document.',
  'request.field': 'With --undeclared fail: a field of a request that its schema neither declares nor forbids.',
  'answer.status': 'An answer has a status that its operation does not declare.',
  'answer.header': 'A header of an answer is missing, or does not fit the document.',
  'answer.body': 'The body of an answer, or its media type, does not fit the document.',
  'answer.field': 'With --undeclared fail: a field of an answer that its schema neither declares nor forbids.',
  'exchange.unchecked': 'A part of an exchange that could not be held to the document, and why.',
} as const satisfies Record<string, string>

export type ProxyCode = keyof typeof proxyCodes
