import { morph } from './morph.ts'

/** The parts of a page that follow what happens. */
const parts = ['#where', '#main']

/** Reads a page's HTML; undefined for anything that is not a page of the console. */
export async function readPage(response: Response): Promise<Document | undefined> {
  if (response.headers.get('content-type')?.startsWith('text/html') !== true) return undefined
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  return page.querySelector('#main') === null ? undefined : page
}

/** Makes this page say what another one does, leaving alone what is the same. */
export function show(page: Document): void {
  for (const part of parts) {
    const [from, to] = [document.querySelector(part), page.querySelector(part)]
    if (from !== null && to !== null) morph(from, to)
  }
}

/** What a form did, or why it did not. */
export function showNotice(page: Document): void {
  document.querySelector('#notice')?.replaceChildren(...[...(page.querySelector('#notice')?.childNodes ?? [])].map(adopt))
}

export function complain(reason: string): void {
  const notice = document.createElement('p')
  notice.className = 'notice bad'
  notice.role = 'alert'
  notice.dataset.testid = 'failure'
  notice.textContent = reason
  document.querySelector('#notice')?.replaceChildren(notice)
}

/** Says something to those who listen rather than look. */
export function announce(sentence: string): void {
  const place = document.querySelector('[data-testid=announcement]')
  if (place !== null) place.textContent = sentence
}

/** Takes out of the address what was done, so that it is not said again. */
export function tidyAddress(address = location.href): void {
  const url = new URL(address)
  url.searchParams.delete('done')
  url.searchParams.delete('what')
  if (url.href !== location.href) history.replaceState(null, '', url)
}

function adopt(node: Node): Node {
  return document.importNode(node, true)
}
