import { complain, readPage, show, showNotice, tidyAddress } from './page.ts'

/** Forms marked `data-stay` are sent without leaving the page; what the server answers is shown in its place. */
export function answerInPlace(): void {
  document.addEventListener('input', ({ target }) => {
    const form = target instanceof Element ? target.closest('form') : null
    form?.setAttribute('data-touched', '')
  })
  document.addEventListener('submit', (event) => {
    const { target: form, submitter } = event
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-stay')) return
    event.preventDefault()
    void send(form, submitter)
  })
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  if (submitter?.getAttribute('aria-busy') === 'true') return
  submitter?.setAttribute('aria-busy', 'true')
  try {
    // The form may have fields named `action` or `method`; its attributes are what was meant.
    const body = new URLSearchParams([...new FormData(form, submitter)].map(([name, value]) => [name, String(value)]))
    const response = await fetch(form.getAttribute('action') ?? location.href, { method: 'POST', body })
    const page = await readPage(response)
    if (page === undefined) return complain(`The mock answered ${response.status}. Load the page again.`)
    if (response.ok) {
      form.removeAttribute('data-touched')
      form.reset()
      tidyAddress(response.url)
    }
    show(page)
    showNotice(page)
  } catch {
    complain('The mock did not answer. Is it still running?')
  } finally {
    submitter?.removeAttribute('aria-busy')
    if (submitter?.isConnected === false) document.getElementById('main')?.focus()
  }
}
