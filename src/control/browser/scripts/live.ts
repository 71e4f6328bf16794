import { announce, readPage, show } from './page.ts'

interface Happened {
  readonly type?: string
  readonly world?: string
  readonly request?: { readonly operation_id?: string | null; readonly status?: number }
}

/** At most so often is the page asked for again while things happen, in milliseconds. */
const pause = 200
/** After how long a stream that was refused is tried again, in milliseconds. */
const patience = 2000
const eventNames = ['message', 'exchange', 'callback', 'world', 'reload']

/** Has the page show what happens, as long as someone can see it: a browser has only a few connections to a server, and hidden pages would use them up. */
export function follow(): void {
  const { watches, base = '', world } = document.body.dataset
  if (watches === undefined || watches === 'nothing') return
  let stream: EventSource | undefined
  const concerns = (happened: Happened) => watches === 'worlds' || happened.world === undefined || happened.world === world
  const open = () => {
    if (stream !== undefined || document.visibilityState === 'hidden') return
    const opened = new EventSource(`${base}/__standin/events`)
    stream = opened
    opened.addEventListener('open', () => {
      tell('on', 'Live')
      // Something may have happened since the page was made, or while nobody listened.
      refresh()
    })
    opened.addEventListener('error', () => {
      tell('lost', 'Connection lost')
      // The browser tries again by itself, unless it was refused.
      if (opened.readyState !== EventSource.CLOSED) return
      close()
      setTimeout(open, patience)
    })
    for (const name of eventNames) {
      opened.addEventListener(name, (event) => {
        const happened = parse((event as MessageEvent<unknown>).data)
        if (!concerns(happened)) return
        if (happened.request !== undefined) heard.push(happened)
        refresh()
      })
    }
  }
  const close = () => {
    stream?.close()
    stream = undefined
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') return open()
    close()
    tell('off', 'Not live')
  })
  window.addEventListener('pagehide', close)
  window.addEventListener('pageshow', open)
  open()
}

/** Calls that were told of and are not shown yet. */
const heard: Happened[] = []
let isAsking = false
let isAskedAgain = false

/** Asks for this very page again and shows what is different; one question at a time. */
async function refresh(): Promise<void> {
  isAskedAgain = isAsking
  if (isAsking) return
  isAsking = true
  try {
    const told = heard.splice(0)
    const page = await readPage(await fetch(location.href, { cache: 'no-store' }))
    if (page !== undefined) show(page)
    if (told.length > 0) announce(toSentence(told))
  } catch {
    // The stream says that the connection is lost, and asks again when it is back.
  }
  setTimeout(() => {
    isAsking = false
    if (isAskedAgain) void refresh()
  }, pause)
}

function toSentence(told: readonly Happened[]): string {
  const [first] = told
  if (told.length > 1 || first === undefined) return `${told.length} new calls`
  return `New call: ${first.request?.operation_id ?? 'no operation'} answered ${first.request?.status}`
}

function tell(state: 'on' | 'off' | 'lost', words: string): void {
  const place = document.querySelector<HTMLElement>('[data-testid=live]')
  if (place === null || place.dataset.state === state) return
  place.dataset.state = state
  place.textContent = words
}

function parse(data: unknown): Happened {
  try {
    return JSON.parse(String(data)) as Happened
  } catch {
    return {}
  }
}
