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

const sightBytes = 32

/** For `assembly/literals.ts`: of each literal 32 bytes, then of each a class by byte. @throws RangeError */
export function sightTables(literals: readonly KernelLiteral[]): Uint8Array {
  const tables = new Uint8Array(maxLiterals * (sightBytes + 256))
  const words = new Uint32Array(tables.buffer, 0, (maxLiterals * sightBytes) / 4)
  for (const [index, { sight }] of literals.entries()) {
    if (sight === undefined) continue
    const { skip, stop, most, strict } = sight
    if (strict.length > 2) throw new RangeError('too many texts before a literal')
    const heads = literalWords(strict.map((text) => ({ text, ignoreCase: true, bucket: null })))
    words.set([most, heads.length], (index * sightBytes) / 4)
    for (const [nth, { value, fold, significant, length }] of heads.entries()) {
      // They end where the word ends.
      const shift = 8 * (4 - length)
      const at = (index * sightBytes) / 4 + 2 + nth * 3
      words.set([value << shift, fold << shift, significant << shift], at)
    }
    const classes = maxLiterals * sightBytes + index * 256
    for (const char of skip) tables[classes + char.charCodeAt(0)] = 1
    for (const char of stop) tables[classes + char.charCodeAt(0)] = 2
  }
  return tables
}
