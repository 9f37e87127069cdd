import { latin1 } from '../bytes/text.ts'
import { isHump } from './hump.ts'

/** Bytes of a blob, from its start, in which words are looked for that speak for the whole blob: its imports and head. */
const blobReach = 1 << 14
/** Behind a word there this tells whether it stands alone. */
const sight = 2
/** Shorter words say something only where they stand alone. */
const substringLength = 5

/** Whether a word (small letters) stands in the blob, in any case. Each is looked up once per head. */
export type BlobWords = (word: string) => boolean

/** What was asked of a head. Few words are: those of the rules that have a candidate. */
class Head {
  readonly text: string
  #lower: string | null = null
  readonly #known = new Map<string, boolean>()

  constructor(text: string) {
    this.text = text
  }

  holds(word: string): boolean {
    let holds = this.#known.get(word)
    if (holds === undefined) {
      holds = this.#search(word)
      this.#known.set(word, holds)
    }
    return holds
  }

  #search(word: string): boolean {
    const lower = (this.#lower ??= this.text.slice(0, blobReach).toLowerCase())
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
      if (word.length >= substringLength || isHump(this.text, at, at + word.length)) return true
    }
    return false
  }
}

/** Versions of a file follow each other and mostly begin alike: to compare heads costs less than to search one. */
const recent: Head[] = []
const maxRecent = 4
let next = 0

function headOf(bytes: Uint8Array): Head {
  const text = latin1(bytes, 0, blobReach + sight)
  for (const head of recent) if (head.text === text) return head
  const head = new Head(text)
  recent[next] = head
  next = (next + 1) % maxRecent
  return head
}

export function blobWordsOf(bytes: Uint8Array): BlobWords {
  let head: Head | null = null
  return (word) => (head ??= headOf(bytes)).holds(word)
}
