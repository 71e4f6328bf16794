import type { Page } from 'playwright-core'

/**
 * Text that is too faint for its background, by WCAG 2.2 §1.4.3 (4.5:1, or 3:1 where it is large), and edges of controls by §1.4.11 (3:1).
 * Reads what the browser made of the style, so it holds for light and dark alike.
 */
export function faintText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D
    type Colour = readonly [red: number, green: number, blue: number]

    const seen = new Map<string, Colour>()
    /** A colour laid over others, as the eye sees it; asking the canvas takes long, and a page has few colours. */
    const over = (layers: readonly string[]): Colour => {
      const key = layers.join()
      const known = seen.get(key) ?? paint(layers)
      seen.set(key, known)
      return known
    }
    const paint = (layers: readonly string[]): Colour => {
      canvas.clearRect(0, 0, 1, 1)
      for (const layer of layers) {
        canvas.fillStyle = layer
        canvas.fillRect(0, 0, 1, 1)
      }
      const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data
      return [red, green, blue]
    }
    const luminance = (colour: Colour): number => {
      const [red, green, blue] = colour.map((part) => {
        const share = part / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      }) as [number, number, number]
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const contrast = (a: Colour, b: Colour): number => {
      const [darker, lighter] = [luminance(a), luminance(b)].sort((one, other) => one - other) as [number, number]
      return (lighter + 0.05) / (darker + 0.05)
    }
    const backgrounds = (element: Element | null): string[] =>
      element === null ? ['Canvas'] : [...backgrounds(element.parentElement), getComputedStyle(element).backgroundColor]

    const faint: string[] = []
    const check = (what: string, colour: string, element: Element, behind: Element | null, least: number) => {
      const layers = backgrounds(behind)
      const ratio = contrast(over([...layers, colour]), over(layers))
      if (ratio < least) faint.push(`${what} ${ratio.toFixed(2)} < ${least}: ${element.outerHTML.slice(0, 120)}`)
    }
    for (const element of document.querySelectorAll('body *')) {
      if (!element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })) continue
      const style = getComputedStyle(element)
      const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? '').trim() !== '')
      const size = Number.parseFloat(style.fontSize)
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
      if (says) check('text', style.color, element, element, isLarge ? 3 : 4.5)
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) {
        if (element instanceof HTMLInputElement && ['hidden', 'checkbox'].includes(element.type)) continue
        check('typed text', style.color, element, element, 4.5)
        if (element instanceof HTMLInputElement && element.placeholder !== '')
          check('placeholder', getComputedStyle(element, '::placeholder').color, element, element, 4.5)
        check('edge', style.borderTopColor, element, element.parentElement, 3)
      }
    }
    return faint
  })
}
