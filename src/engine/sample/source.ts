import { Random } from '../../kernel/index.ts'

/** Randomness of one place in a value: the same seed, place and roll give the same numbers, whatever was made before. */
export class Source extends Random {
  constructor(seed: number, place: string, roll: number) {
    super(hash(place, hash(String(roll), seed | 0)))
    // The first number of neighbouring seeds is alike.
    this.next()
  }

  /** A number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.int(most - least + 1)
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.int(items.length)] as Item
  }
}

/** FNV-1a over the UTF-16 code units of a text. */
export function hash(text: string, start = 0x811c9dc5): number {
  let value = start ^ 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value | 0
}
