/** Thrown when a schema that is needed can't be made into a check: a fault of the document, whose operation can not be served. */
export class Uncompilable extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Uncompilable'
  }
}

/** The validator compiles what a schema refers to inside it, and so on: hundreds in a row are more than the stack holds. */
export function compiling<T>(compile: () => T): T {
  try {
    return compile()
  } catch (error) {
    if (!(error instanceof RangeError)) throw new Uncompilable((error as Error).message)
    throw new Uncompilable('its schemas refer to each other in a row that is too long to be compiled. Shorten it to some hundreds.')
  }
}
