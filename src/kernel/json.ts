/** The value of a JSON text; undefined when the text is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a body says: the value of a JSON text, any other text as it is, undefined for an empty one. */
export function jsonOrText(text: string): unknown {
  if (text === '') return undefined
  const value = jsonOf(text)
  return value === undefined ? text : value
}
