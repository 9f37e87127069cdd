import type { Alphabet, Cut } from '../bytes/alphabets.ts'
import { CLASS_COMBINATIONS } from '../bytes/classes.ts'
import type { CompiledToken, DispatchTable } from './compile.ts'

/** No token is longer; a longer piece is encoded data. */
const maxTokenBytes = 1024

/**
 * Which tokens a piece of a cut can be, by length and class bits. Between two lengths at which a token begins or ends
 * to fit, or at which an alphabet asks for other classes, all rows are the same and made once; rows of the same
 * alphabets share the work of going through all combinations of classes. A commit hook compiles the rules at every
 * start: for 194 of them this takes 1 ms where a row per length took 9.
 */
export function compileCut(tokens: readonly CompiledToken[], cut: Cut): DispatchTable {
  const wanted: WantedToken[] = []
  let shortest = maxTokenBytes
  let longest = 0
  for (const [index, token] of tokens.entries()) {
    if (!isWanted(token, cut)) continue
    const { minLength, maxLength } = token.shape
    wanted.push({ index, minLength, maxLength, alphabet: token.alphabet })
    shortest = Math.min(shortest, minLength)
    longest = Math.max(longest, maxLength)
  }
  const lists = new Lists()
  const lengthClass = new Uint16Array(longest + 1)
  const rows: Uint16Array[] = [new Uint16Array(CLASS_COMBINATIONS)]
  const combinations = new Map<string, Uint32Array>()
  const starts = startsOfRows(wanted, longest)
  for (const [i, from] of starts.entries()) {
    const fitting: WantedToken[] = []
    for (const token of wanted) {
      if (from >= token.minLength && from <= token.maxLength) fitting.push(token)
    }
    if (fitting.length === 0) continue
    lengthClass.fill(rows.length, from, starts[i + 1] ?? longest + 1)
    rows.push(makeRow(fitting, from, lists, combinations))
  }
  const table = new Uint16Array(rows.length * CLASS_COMBINATIONS)
  for (const [index, row] of rows.entries()) table.set(row, index * CLASS_COMBINATIONS)
  return { shortest, longest, lengthClass, table, lists: lists.all }
}

interface WantedToken {
  readonly index: number
  readonly minLength: number
  readonly maxLength: number
  readonly alphabet: Alphabet
}

function isWanted({ alphabet, shape }: CompiledToken, cut: Cut): boolean {
  return alphabet.cut === cut && shape.prefixes.length === 0 && !shape.companion
}

/** Lengths from which on another row holds, ascending. */
function startsOfRows(wanted: readonly WantedToken[], longest: number): number[] {
  const starts = new Set<number>()
  const asked = new Map<Alphabet['needs'], { from: number; to: number }>()
  for (const { minLength, maxLength, alphabet } of wanted) {
    starts.add(minLength).add(maxLength + 1)
    const range = asked.get(alphabet.needs)
    if (range === undefined) asked.set(alphabet.needs, { from: minLength, to: maxLength })
    else {
      range.from = Math.min(range.from, minLength)
      range.to = Math.max(range.to, maxLength)
    }
  }
  for (const [needs, { from, to }] of asked) {
    let before = needs(from)
    for (let length = from + 1; length <= to; length++) {
      const now = needs(length)
      if (!isSame(before, now)) starts.add(length)
      before = now
    }
  }
  return [...starts].filter((length) => length <= longest).toSorted((a, b) => a - b)
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function makeRow(
  fitting: readonly WantedToken[],
  length: number,
  lists: Lists,
  combinations: Map<string, Uint32Array>,
): Uint16Array {
  const used: Alphabet[] = []
  const masks: number[] = []
  for (const { alphabet } of fitting) {
    const known = used.indexOf(alphabet)
    masks.push(1 << (known < 0 ? used.push(alphabet) - 1 : known))
  }
  const key = used.map(({ allowed, needs }) => `${allowed}:${needs(length).join('.')}`).join()
  let fits = combinations.get(key)
  if (fits === undefined) combinations.set(key, (fits = combine(used, length)))
  const row = new Uint16Array(CLASS_COMBINATIONS)
  const listOf = new Map<number, number>([[0, 0]])
  for (let bits = 1; bits < CLASS_COMBINATIONS; bits++) {
    const alphabets = fits[bits]!
    let list = listOf.get(alphabets)
    if (list === undefined) {
      const fit: number[] = []
      for (let i = 0; i < fitting.length; i++) {
        if ((alphabets & masks[i]!) !== 0) fit.push(fitting[i]!.index)
      }
      list = lists.intern(fit)
      listOf.set(alphabets, list)
    }
    row[bits] = list
  }
  return row
}

/** For each combination of classes, which of the alphabets can have it: bit i = i-th. */
function combine(used: readonly Alphabet[], length: number): Uint32Array {
  const fits = new Uint32Array(CLASS_COMBINATIONS)
  for (const [i, { allowed, needs }] of used.entries()) {
    const groups = needs(length)
    for (let bits = 1; bits < CLASS_COMBINATIONS; bits++) {
      if ((bits & ~allowed) !== 0) continue
      if (groups.every((group) => (bits & group) !== 0)) fits[bits] = fits[bits]! | (1 << i)
    }
  }
  return fits
}

/** Lists of tokens, each once; number 0 is the empty one. */
class Lists {
  readonly all: number[][] = [[]]
  readonly #numbers = new Map<string, number>([['', 0]])

  intern(list: number[]): number {
    const key = list.join()
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.all.push(list) - 1
    this.#numbers.set(key, number)
    return number
  }
}
