const beyondAscii = /[^\0-\x7f]/
const hanLetter = /^\p{Script=Han}/u
/** Combining marks belong to the letter before them. */
const letterOrMark = /^[\p{L}\p{M}]/u

const known = 1
const letter = 2
const han = 4
/** By UTF-16 unit, once it was asked for: expressions with properties take 50 times as long as a look here. */
const kinds = new Uint8Array(1 << 16)

function kindOf(char: string): number {
  return known | (letterOrMark.test(char) ? letter : 0) | (hanLetter.test(char) ? han : 0)
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  const kind = kinds[unit]!
  if (kind !== 0) return kind
  // One of two units of a character is none by itself.
  if (unit >= 0xd800 && unit < 0xe000) return kindOf(String.fromCodePoint(text.codePointAt(at)!))
  return (kinds[unit] = kindOf(text[at]!))
}

function sizeAt(text: string, at: number): number {
  return text.codePointAt(at)! > 0xffff ? 2 : 1
}

/** The words of a text in any language, and where they stand. A Han character is a word of its own. */
export class ForeignWords {
  readonly text: string
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly #words: string[] = []

  constructor(text: string) {
    const starts: number[] = []
    const ends: number[] = []
    for (let at = 0; at < text.length;) {
      const kind = kindAt(text, at)
      let next = at + sizeAt(text, at)
      if ((kind & (letter | han)) !== 0) {
        if ((kind & han) === 0) {
          while (next < text.length && (kindAt(text, next) & letter) !== 0) {
            next += sizeAt(text, next)
          }
        }
        starts.push(at)
        ends.push(next)
      }
      at = next
    }
    this.text = text
    this.starts = starts
    this.ends = ends
  }

  get count(): number {
    return this.starts.length
  }

  /** As the lists have it: NFC. */
  at(index: number): string {
    return (this.#words[index] ??= this.#read(index))
  }

  gapBefore(index: number): string {
    return this.text.slice(this.ends[index - 1], this.starts[index])
  }

  #read(index: number): string {
    const word = this.text.slice(this.starts[index], this.ends[index])
    return beyondAscii.test(word) ? word.normalize('NFKD').normalize('NFC') : word
  }
}
