/**
 * Makes one element say what another does, touching only what differs: what has the focus keeps it, what is scrolled stays where it is,
 * an opened detail stays open, and a form that someone has begun to fill in is left alone.
 */
export function morph(from: Element, to: Element): void {
  if (from.hasAttribute('data-keep') || from.hasAttribute('data-touched')) return
  copyAttributes(from, to)
  copyChildren(from, to)
}

/** Which details are open is the reader's choice, not the page's. */
function isOwn(element: Element, name: string): boolean {
  return name === 'open' && element instanceof HTMLDetailsElement
}

function copyAttributes(from: Element, to: Element): void {
  for (const { name, value } of to.attributes) {
    if (!isOwn(from, name) && from.getAttribute(name) !== value) from.setAttribute(name, value)
  }
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name) && !isOwn(from, name)) from.removeAttribute(name)
}

function copyChildren(from: Element, to: Element): void {
  const wanted = [...to.childNodes]
  const wantedKeys = new Set(wanted.map(keyOf))
  const present = new Map([...from.childNodes].map((node) => [keyOf(node), node]))
  let next = from.firstChild
  for (const node of wanted) {
    // What is not wanted any more goes first, so that nothing that stays has to be moved.
    while (next !== null && keyOf(next) !== undefined && !wantedKeys.has(keyOf(next))) next = removed(next)
    const key = keyOf(node)
    const match = key === undefined ? findAlike(next, node) : present.get(key)
    if (match === undefined) {
      from.insertBefore(arrival(node), next)
      continue
    }
    present.delete(key)
    if (match === next) next = match.nextSibling
    else from.insertBefore(match, next)
    become(match, node)
  }
  while (next !== null) next = removed(next)
}

/** The node after one that is taken away. */
function removed(node: ChildNode): ChildNode | null {
  const { nextSibling } = node
  node.remove()
  return nextSibling
}

/** What says that two elements are about the same thing. */
function keyOf(node: Node): string | undefined {
  if (!(node instanceof Element)) return undefined
  return node.getAttribute('data-key') ?? (node.id || undefined)
}

/** The nearest node without a key that can become the wanted one. */
function findAlike(start: ChildNode | null, wanted: Node): ChildNode | undefined {
  for (let node = start; node !== null; node = node.nextSibling) {
    if (keyOf(node) === undefined && node.nodeName === wanted.nodeName) return node
  }
  return undefined
}

function become(node: Node, wanted: Node): void {
  if (node instanceof Element && wanted instanceof Element) morph(node, wanted)
  else if (node.nodeValue !== wanted.nodeValue) node.nodeValue = wanted.nodeValue
}

function arrival(node: Node): Node {
  const copy = document.importNode(node, true)
  if (copy instanceof HTMLTableRowElement) copy.classList.add('new')
  return copy
}
