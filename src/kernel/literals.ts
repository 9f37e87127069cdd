import { type KernelLiteral, maxLiterals } from './kernel.ts'

/** A literal as three u32: it matches a little-endian word when `((word | fold) & significant) === value`. */
export interface LiteralWords {
  readonly value: number
  readonly fold: number
  readonly significant: number
  readonly length: number
}

/** Checks the table and turns it into words. @throws RangeError */
export function literalWords(literals: readonly KernelLiteral[]): LiteralWords[] {
  if (literals.length > maxLiterals) throw new RangeError(`more than ${maxLiterals} literals`)
  return literals.map(({ text, ignoreCase }) => {
    if (text.length < 2 || text.length > 4) throw new RangeError('a literal has 2 to 4 bytes')
    let value = 0
    let fold = 0
    let significant = 0
    for (let i = 0; i < text.length; i++) {
      let byte = text.charCodeAt(i)
      if (byte > 255) throw new RangeError('a literal is made of bytes')
      if (ignoreCase && /[A-Za-z]/.test(text[i]!)) {
        byte |= 0x20
        fold |= 0x20 << (8 * i)
      }
      value |= byte << (8 * i)
      significant |= 0xff << (8 * i)
    }
    return {
      value: value >>> 0,
      fold: fold >>> 0,
      significant: significant >>> 0,
      length: text.length,
    }
  })
}
