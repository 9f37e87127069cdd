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
  const wanted = [...tokens.keys()].filter((index) => isWanted(tokens[index]!, cut))
  const lists = new Lists()
  const longest = Math.max(0, ...wanted.map((index) => tokens[index]!.shape.maxLength))
  const shortest = Math.min(maxTokenBytes, ...wanted.map((index) => tokens[index]!.shape.minLength))
  const lengthClass = new Uint16Array(longest + 1)
  const rows: Uint16Array[] = [new Uint16Array(CLASS_COMBINATIONS)]
  const combinations = new Map<string, Uint32Array>()
  const starts = startsOfRows(
    wanted.map((index) => tokens[index]!),
    shortest,
    longest,
  )
  for (const [i, from] of starts.entries()) {
    const fitting = wanted.filter((index) => fitsLength(tokens[index]!, from))
    if (fitting.length === 0) continue
    lengthClass.fill(rows.length, from, starts[i + 1] ?? longest + 1)
    rows.push(makeRow(tokens, fitting, from, lists, combinations))
  }
  const table = new Uint16Array(rows.length * CLASS_COMBINATIONS)
  for (const [index, row] of rows.entries()) table.set(row, index * CLASS_COMBINATIONS)
  return { shortest, longest, lengthClass, table, lists: lists.all }
}

function isWanted({ alphabet, shape }: CompiledToken, cut: Cut): boolean {
  return alphabet.cut === cut && shape.prefixes.length === 0 && !shape.companion
}

function fitsLength({ shape }: CompiledToken, length: number): boolean {
  return length >= shape.minLength && length <= shape.maxLength
}

/** Lengths from which on another row holds, ascending. */
function startsOfRows(
  wanted: readonly CompiledToken[],
  shortest: number,
  longest: number,
): number[] {
  const starts = new Set<number>()
  for (const { shape } of wanted) starts.add(shape.minLength).add(shape.maxLength + 1)
  for (const needs of new Set(wanted.map(({ alphabet }) => alphabet.needs))) {
    let before = ''
    for (let length = shortest; length <= longest; length++) {
      const now = needs(length).join()
      if (now !== before) starts.add(length)
      before = now
    }
  }
  return [...starts].filter((length) => length <= longest).toSorted((a, b) => a - b)
}

function makeRow(
  tokens: readonly CompiledToken[],
  fitting: readonly number[],
  length: number,
  lists: Lists,
  combinations: Map<string, Uint32Array>,
): Uint16Array {
  const used = [...new Set(fitting.map((index) => tokens[index]!.alphabet))]
  const key = used.map(({ allowed, needs }) => `${allowed}:${needs(length).join('.')}`).join()
  let fits = combinations.get(key)
  if (fits === undefined) combinations.set(key, (fits = combine(used, length)))
  const row = new Uint16Array(CLASS_COMBINATIONS)
  const listOf = new Map<number, number>([[0, 0]])
  for (let bits = 1; bits < CLASS_COMBINATIONS; bits++) {
    const alphabets = fits[bits]!
    let list = listOf.get(alphabets)
    if (list === undefined) {
      const fit = (index: number): boolean =>
        (alphabets & (1 << used.indexOf(tokens[index]!.alphabet))) !== 0
      list = lists.intern(fitting.filter(fit))
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
