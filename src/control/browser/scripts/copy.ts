import { announce } from './page.ts'

/** Shows the buttons that copy, where the browser lets a page copy: not on plain HTTP from another machine. */
export function enableCopying(): void {
  if (navigator.clipboard === undefined) return
  document.documentElement.dataset.copies = ''
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : null
    const text = document.getElementById(button?.dataset.copy ?? '')?.textContent
    if (button === null || typeof text !== 'string') return
    navigator.clipboard.writeText(text).then(
      () => announce('Copied'),
      () => announce('The browser did not allow copying'),
    )
  })
}
