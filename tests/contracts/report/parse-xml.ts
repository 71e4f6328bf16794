export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Reads XML of elements, attributes and text (XML 1.0); throws where it is not well-formed. */
export function parseXml(source: string): Element {
  // XML 1.0 §2.2
  if (!/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u.test(source)) throw new Error('a character that XML does not have')
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  let rest = source.replace(/^<\?xml [^?]*\?>\s*/, '')
  while (rest !== '') {
    const tag = /^<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/.exec(rest)
    const text = /^[^<]+/.exec(rest)
    const here = open.at(-1) as Element
    if (tag !== null) {
      const [, closes, name = '', written = '', isEmpty] = tag
      if (closes === '/') {
        if (here.name !== name || open.length === 1) throw new Error(`</${name}> closes <${here.name}>`)
        open.pop()
      } else {
        const pairs = [...written.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, decode(value)] as const)
        if (new Set(pairs.map(([key]) => key)).size !== pairs.length) throw new Error(`<${name}> has an attribute twice`)
        const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' }
        here.children.push(element)
        if (isEmpty !== '/') open.push(element)
      }
    } else if (text !== null) here.text += decode(text[0])
    else throw new Error(`neither text nor a tag: ${rest.slice(0, 40)}`)
    rest = rest.slice((tag ?? text)?.[0].length)
  }
  const [only] = root.children
  if (open.length !== 1 || root.children.length !== 1 || only === undefined || root.text.trim() !== '') throw new Error('not one element')
  return only
}

function decode(text: string): string {
  return text.replace(/&([^;]*)(;?)/g, (whole, name: string, end) => {
    const character = entities[name]
    if (character === undefined || end === '') throw new Error(`${whole} is no entity`)
    return character
  })
}
