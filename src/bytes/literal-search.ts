import { latin1 } from './text.ts'

/*
 * Looks for a few dozen short texts in one where there is no kernel to do it: in short texts, and where WebAssembly
 * does not run. Both have no optimised code either, so that the platform's own search does the work: of 30 texts in 3 kB
 * 0.15 million instructions, where a table of how far to skip (Wu and Manber 1994), interpreted, took 1.1.
 */

export interface LiteralText {
  readonly text: string
  readonly ignoreCase: boolean
}

export interface LiteralSet {
  readonly literals: readonly LiteralText[]
  readonly longest: number
}

/** Bytes that are searched at a time. */
const piece = 1 << 16

/**
 * Null when there is nothing to look for. Texts have one byte or more; one that ignores case and has letters of ASCII
 * has nothing beyond ASCII, where the platform's small letters are not those of bytes.
 */
export function compileLiterals(literals: readonly LiteralText[]): LiteralSet | null {
  if (literals.length === 0) return null
  const folded = literals.map(({ text, ignoreCase }) => {
    const folds = ignoreCase && /[a-z]/i.test(text)
    return { text: folds ? text.toLowerCase() : text, ignoreCase: folds }
  })
  return { literals: folded, longest: Math.max(...literals.map(({ text }) => text.length)) }
}

/** Calls `found(offset, literal index)` for every occurrence inside `[from, to)`, in order of offset. */
export function findLiterals(
  { literals, longest }: LiteralSet,
  bytes: Uint8Array,
  from: number,
  to: number,
  found: (offset: number, literal: number) => void,
): void {
  for (let start = from; start < to; start += piece) {
    const text = latin1(bytes, start, Math.min(to, start + piece + longest - 1))
    const lower = text.toLowerCase()
    const places: { readonly at: number; readonly index: number }[] = []
    for (const [index, literal] of literals.entries()) {
      const within = literal.ignoreCase ? lower : text
      let at = within.indexOf(literal.text)
      for (; at >= 0 && at < piece; at = within.indexOf(literal.text, at + 1)) {
        places.push({ at, index })
      }
    }
    places.sort((a, b) => a.at - b.at)
    for (const { at, index } of places) found(start + at, index)
  }
}
