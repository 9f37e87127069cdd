import { RegExpParser, type AST } from '@eslint-community/regexpp'
import { charsetOf, emptyCharset, union, type Charset } from './pattern-charset.ts'

/** A pattern as far as its analysis needs it: what is consumed, in which order, how often. */
export type Node =
  | { readonly kind: 'char'; readonly set: Charset }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly items: readonly Node[] }
  | { readonly kind: 'repeat'; readonly item: Node; readonly min: number; readonly max: number }
  /** Looks, and consumes nothing: `^`, `\b`, lookaheads (`ahead` bytes at most), lookbehinds. */
  | { readonly kind: 'look'; readonly ahead: number; readonly behind: number }
  /** Whatever a group matched before. */
  | { readonly kind: 'echo' }

/** @throws SyntaxError with the reason */
export function parsePattern(pattern: string, flags: string): Node {
  const parser = new RegExpParser({ ecmaVersion: 2022 })
  const ast = parser.parsePattern(pattern, 0, pattern.length, { unicode: false })
  return choice(ast.alternatives, flags)
}

function choice(alternatives: readonly AST.Alternative[], flags: string): Node {
  const items = alternatives.map(({ elements }): Node => {
    return { kind: 'sequence', items: elements.map((element) => node(element, flags)) }
  })
  return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'choice', items }
}

function node(element: AST.Element, flags: string): Node {
  switch (element.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
      return { kind: 'char', set: charsetOf(element.raw, flags) }
    case 'CapturingGroup':
    case 'Group':
      return choice(element.alternatives, flags)
    case 'Quantifier': {
      const { min, max } = element
      if (element.element.type === 'Assertion') return { kind: 'look', ahead: 0, behind: 0 }
      return { kind: 'repeat', item: node(element.element, flags), min, max }
    }
    case 'Assertion': {
      if (element.kind !== 'lookahead' && element.kind !== 'lookbehind') {
        return { kind: 'look', ahead: 1, behind: 1 }
      }
      const length = Math.max(1, lengthOf(choice(element.alternatives, flags)).max)
      const isAhead = element.kind === 'lookahead'
      return { kind: 'look', ahead: isAhead ? length : 1, behind: isAhead ? 1 : length }
    }
    case 'Backreference':
      return { kind: 'echo' }
    default:
      return { kind: 'char', set: emptyCharset }
  }
}

export interface Lengths {
  readonly min: number
  /** Infinity when there is no bound. */
  readonly max: number
}

/** `bound` is what a loop without bound counts for. */
export function lengthOf(of: Node, bound: number = Number.POSITIVE_INFINITY): Lengths {
  switch (of.kind) {
    case 'char':
      return { min: 1, max: 1 }
    case 'look':
      return { min: 0, max: 0 }
    case 'echo':
      return { min: 0, max: bound }
    case 'sequence': {
      const all = of.items.map((item) => lengthOf(item, bound))
      return { min: sum(all.map(({ min }) => min)), max: sum(all.map(({ max }) => max)) }
    }
    case 'choice': {
      const all = of.items.map((item) => lengthOf(item, bound))
      return {
        min: Math.min(...all.map(({ min }) => min)),
        max: Math.max(...all.map(({ max }) => max)),
      }
    }
    case 'repeat': {
      const { min, max } = lengthOf(of.item, bound)
      const least = min * of.min
      if (max === 0 || of.max === 0) return { min: least, max: 0 }
      return { min: least, max: Number.isFinite(of.max) ? max * of.max : Math.max(bound, least) }
    }
    default:
      return of satisfies never
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** How far lookarounds anywhere in it see beyond what they stand next to. */
export function lookOf(of: Node): { readonly ahead: number; readonly behind: number } {
  if (of.kind === 'look') return of
  const items = of.kind === 'repeat' ? [of.item] : 'items' in of ? of.items : []
  const all = items.map(lookOf)
  return {
    ahead: Math.max(1, ...all.map(({ ahead }) => ahead)),
    behind: Math.max(1, ...all.map(({ behind }) => behind)),
  }
}

/** All bytes that a match can hold. */
export function bytesOf(of: Node): Charset {
  switch (of.kind) {
    case 'char':
      return of.set
    case 'repeat':
      return bytesOf(of.item)
    case 'sequence':
    case 'choice':
      return of.items.map(bytesOf).reduce(union, emptyCharset)
    case 'echo':
      return [~0n, ~0n, ~0n, ~0n]
    default:
      return emptyCharset
  }
}
