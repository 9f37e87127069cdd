import { has, isSubset, charsetOf, members, type Charset } from './pattern-charset.ts'
import { lengthOf, type Node } from './pattern-node.ts'

/** Texts one of which stands in every match. */
export interface Required {
  readonly texts: readonly string[]
  /** Compare without case; the texts are lower case then. */
  readonly ignoreCase: boolean
  /** Most bytes of the match before the text. */
  readonly before: number
}

interface Found {
  /** All texts the node can match, when they are few. */
  readonly exact: readonly string[] | null
  readonly folded: boolean
  readonly best: Required | null
}

const maxTexts = 64
const maxTextLength = 16
const maxClass = 10

/** The best set of texts that every match holds one of; null when there is none of two bytes or more. */
export function requiredTexts(of: Node): Required | null {
  const { exact, folded, best } = look(of)
  return better(best, candidate(exact, folded, 0))
}

function look(of: Node): Found {
  switch (of.kind) {
    case 'char':
      return charTexts(of.set)
    case 'look':
      return { exact: [''], folded: false, best: null }
    case 'echo':
      return { exact: null, folded: false, best: null }
    case 'sequence':
      return sequenceTexts(of.items)
    case 'choice':
      return choiceTexts(of.items.map(look))
    case 'repeat': {
      if (of.min === 0) return { exact: null, folded: false, best: null }
      if (of.min === of.max && of.min <= 4) {
        return sequenceTexts(Array.from({ length: of.min }, () => of.item))
      }
      const { exact, folded, best } = look(of.item)
      return { exact: null, folded: false, best: better(best, candidate(exact, folded, 0)) }
    }
    default:
      return of satisfies never
  }
}

function charTexts(set: Charset): Found {
  const bytes = members(set, maxClass)
  if (bytes === null || bytes.some((byte) => byte > 0x7e)) {
    return { exact: null, folded: false, best: null }
  }
  const chars = bytes.map((byte) => String.fromCharCode(byte))
  const isFolded = chars.some(
    (char) => /[a-z]/.test(char) && has(set, char.toUpperCase().charCodeAt(0)),
  )
  const exact = isFolded ? [...new Set(chars.map((char) => char.toLowerCase()))] : chars
  return { exact, folded: isFolded, best: null }
}

function choiceTexts(all: readonly Found[]): Found {
  const isExact = all.every(({ exact }) => exact !== null)
  const folded = all.some((found) => found.folded)
  if (isExact) {
    const exact = unique(
      all.flatMap(({ exact: texts }) => texts ?? []),
      folded,
    )
    if (exact.length <= maxTexts) return { exact, folded, best: null }
  }
  const each = all.map((found) => better(found.best, candidate(found.exact, found.folded, 0)))
  if (each.includes(null)) return { exact: null, folded: false, best: null }
  const sets = each.filter((set): set is Required => set !== null)
  const ignoreCase = sets.some((set) => set.ignoreCase)
  const texts = unique(
    sets.flatMap((set) => set.texts),
    ignoreCase,
  )
  const before = Math.max(...sets.map((set) => set.before))
  const best = texts.length <= maxTexts ? { texts, ignoreCase, before } : null
  return { exact: null, folded: false, best }
}

function sequenceTexts(items: readonly Node[]): Found {
  let best: Required | null = null
  let exact: readonly string[] = ['']
  let folded = false
  let start = 0
  let at = 0
  let isWhole = true
  for (const item of items) {
    const found = look(item)
    const joined = found.exact === null ? null : product(exact, folded, found.exact, found.folded)
    if (joined === null) {
      isWhole = false
      best = better(best, candidate(exact, folded, start))
      if (found.best !== null) {
        best = better(best, { ...found.best, before: found.best.before + at })
      }
      exact = found.exact ?? ['']
      folded = found.exact !== null && found.folded
      start = found.exact === null ? at + lengthOf(item).max : at
    } else {
      exact = joined
      folded ||= found.folded
    }
    at += lengthOf(item).max
  }
  if (isWhole) return { exact, folded, best: null }
  return { exact: null, folded: false, best: better(best, candidate(exact, folded, start)) }
}

/** Null when there are too many, or they grow too long. */
function product(
  a: readonly string[],
  aFolded: boolean,
  b: readonly string[],
  bFolded: boolean,
): readonly string[] | null {
  if (a.length * b.length > maxTexts) return null
  const joined = a.flatMap((first) => b.map((second) => first + second))
  if (joined.some((text) => text.length > maxTextLength)) return null
  return unique(joined, aFolded || bFolded)
}

function unique(texts: readonly string[], folded: boolean): string[] {
  return [...new Set(folded ? texts.map((text) => text.toLowerCase()) : texts)]
}

function candidate(
  exact: readonly string[] | null,
  ignoreCase: boolean,
  before: number,
): Required | null {
  if (exact === null || exact.length === 0 || exact.some((text) => text.length < 2)) return null
  return { texts: exact, ignoreCase, before }
}

/** Longer texts are rarer; texts with a bound on what stands before them need a smaller window. */
function better(a: Required | null, b: Required | null): Required | null {
  if (a === null || b === null) return a ?? b
  return score(b) > score(a) ? b : a
}

/** Texts that stand in every other file. */
const common =
  /^(?:access|api|auth|cred|creds|credential|data|host|http|https|https:\/\/|key|keys|kind|login|name|pass|passw|passwd|password|secret|token|type|url|user|.|..)$/i

export function isCommon({ texts }: Required): boolean {
  return texts.some((text) => common.test(text))
}

function score({ texts, before }: Required): number {
  if (texts.some((text) => common.test(text))) return 1 - texts.length / maxTexts
  const shortest = Math.min(...texts.map((text) => text.length))
  const rarity = Math.min(shortest, 6) + (texts.some((text) => /^[a-z]{2,4}$/.test(text)) ? 0 : 1)
  return rarity - texts.length / maxTexts - (Number.isFinite(before) ? 0 : 0.5)
}

interface Runs {
  /** Every byte of every match is a token byte. */
  readonly all: boolean
  /** Token bytes in a row that every match begins with, ends with, holds somewhere. */
  readonly first: number
  readonly last: number
  readonly best: number
}

const tokenBytes = charsetOf('[A-Za-z0-9+/=_-]', '')

/** The longest unbroken run of token bytes that every match is sure to hold. */
export function requiredRun(of: Node): number {
  return runs(of).best
}

function runs(of: Node): Runs {
  switch (of.kind) {
    case 'char': {
      const all = isSubset(of.set, tokenBytes)
      const length = all ? 1 : 0
      return { all, first: length, last: length, best: length }
    }
    case 'look':
      return { all: true, first: 0, last: 0, best: 0 }
    case 'echo':
      return { all: false, first: 0, last: 0, best: 0 }
    case 'sequence':
      return of.items.map(runs).reduce(
        (a, b) => ({
          all: a.all && b.all,
          first: a.all ? a.best + b.first : a.first,
          last: b.all ? a.last + b.best : b.last,
          best: Math.max(a.best, b.best, a.last + b.first),
        }),
        { all: true, first: 0, last: 0, best: 0 },
      )
    case 'choice': {
      const each = of.items.map(runs)
      const least = (pick: (found: Runs) => number): number => Math.min(...each.map(pick))
      return {
        all: each.every((found) => found.all),
        first: least((found) => found.first),
        last: least((found) => found.last),
        best: least((found) => found.best),
      }
    }
    case 'repeat': {
      const { all, first, last, best } = runs(of.item)
      if (all) {
        const length = best * of.min
        return { all, first: length, last: length, best: length }
      }
      if (of.min === 0) return { all: false, first: 0, last: 0, best: 0 }
      return { all, first, last, best: of.min > 1 ? Math.max(best, last + first) : best }
    }
    default:
      return of satisfies never
  }
}
