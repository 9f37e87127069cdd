import { alphabets } from '../bytes/alphabets.ts'
import type { Alphabet, Cut } from '../bytes/alphabets.ts'
import { compileLiterals } from '../bytes/literal-search.ts'
import type { LiteralSet } from '../bytes/literal-search.ts'
import { makeRandomnessTest } from '../bytes/randomness.ts'
import type { RandomnessTest } from '../bytes/randomness.ts'
import { anyReach, placeReach } from '../kernel/kernel.ts'
import { limits } from '../model/limits.ts'
import type { RuleSpec, StructureShape, TokenShape } from '../model/rule.ts'
import { findChecks, wantsText } from './checks/index.ts'
import type { Check } from './checks/index.ts'
import { compileCompanions } from './companion-finders.ts'
import type { CompanionFinder } from './companion-finders.ts'
import { escapeLiterals } from './decode/notice.ts'
import { encodedBody } from './filters/index.ts'
import { compileCut } from './dispatch-table.ts'
import { makeFingerprints } from './fingerprints.ts'
import type { Fingerprints } from './fingerprints.ts'
import { compilePatterns } from './patterns/compile.ts'
import type { PatternTables } from './patterns/compile.ts'
import { structures } from './structures/index.ts'
import { mnemonic } from './structures/mnemonic.ts'
import { solanaArray } from './structures/solana-array.ts'
import type { Structure } from './structures/structure.ts'

/** Owner of literals that begin an escaped character. */
export const ESCAPES = -1

/** One way one rule's secret can look, ready for the hot path. */
export interface CompiledToken {
  readonly rule: number
  readonly shape: TokenShape
  readonly alphabet: Alphabet
  readonly randomness: RandomnessTest
  readonly checks: readonly Check[]
  /** A digest that says what it is, as `sha256=` does, is none of it: known from the bytes in front of it. */
  readonly isNoDigest: boolean
  /** Base64 of text, which other tokens are not. */
  readonly isText: boolean
}

/** A structure with the rules that ask for it. */
export interface CompiledStructure {
  readonly structure: Structure
  readonly rules: readonly number[]
  /** Of a literal that begins nothing. */
  readonly reach: number
}

/**
 * For one cut: which tokens a piece could be, by its length and class bits. `table[lengthClass[n] * 128 + bits]` is an
 * index into `lists`; 0 is the empty list, which is what almost every piece of ordinary text gets.
 */
export interface DispatchTable {
  readonly shortest: number
  readonly longest: number
  readonly lengthClass: Uint16Array
  readonly table: Uint16Array
  readonly lists: readonly (readonly number[])[]
}

/** Tokens that begin with a literal: looked up by their first two bytes at each place where a token can begin. */
export interface PrefixTable {
  /**
   * Per pair of first bytes: for which lengths of the piece of letters and digits any prefix that begins so can
   * match; bit n for length n, the highest bit for all from 31 up.
   */
  readonly first: Uint32Array
  readonly byFirst: ReadonlyMap<number, readonly PrefixEntry[]>
  /** All of them, in the order of the rules. */
  readonly entries: readonly PrefixEntry[]
}

export interface PrefixEntry {
  readonly text: string
  readonly token: number
}

/** Everything the hot path looks up. Immutable, and the same for the same rules. */
export interface EngineTables {
  readonly rules: readonly RuleSpec[]
  readonly ruleIndex: ReadonlyMap<string, number>
  readonly tokens: readonly CompiledToken[]
  readonly cuts: Readonly<Record<Cut, DispatchTable>>
  readonly prefixes: PrefixTable | null
  readonly structures: readonly CompiledStructure[]
  /** The structures that are looked for by lists instead of literals. */
  readonly phrases: CompiledStructure | null
  readonly keyPairs: CompiledStructure | null
  /** By rule: what to look for near a candidate of it. Made when the first is asked for. */
  readonly companions: readonly (readonly CompanionFinder[])[]
  /** Triggers of the structures; `literalOwner[i]` is the structure of the i-th literal, or `ESCAPES`. */
  readonly literals: LiteralSet | null
  readonly literalOwner: readonly number[]
  /** The same literals for the kernel's search, made when it asks; null when there are too many for it. */
  readonly fingerprints: Fingerprints | null
  /** Null when no rule has a pattern or an allow list. */
  readonly patterns: PatternTables | null
  /** Bytes on either side of a change that a history scan has to look at. */
  readonly margin: number
  /** SHA-256 of published sample credentials: never a finding. */
  readonly documented: Pick<ReadonlySet<string>, 'has' | 'size'>
}

export interface CompileOptions {
  /** A function is asked when the first candidate is compared with them. */
  readonly documentedExamples?: readonly string[] | (() => readonly string[])
  /** Made earlier from the very same rules. */
  readonly ready?: ReadyTables
}

/** Tables that take long to make; the build makes those of the built-in rules (`ready-tables.ts`). */
export type ReadyTables = Pick<EngineTables, 'cuts'>

/** Compiles rules into tables; each worker builds its own from the same data. */
export function compileTables(
  rules: readonly RuleSpec[],
  options: CompileOptions = {},
): EngineTables {
  const tokens = rules.flatMap((rule, index) => compileTokens(rule, index))
  const structureUses = compileStructures(rules)
  const literals = [
    ...structureUses.flatMap(({ structure }, owner) =>
      structure.literals.map((text) => {
        const { ignoreCase = false, sight } = structure
        return { text, owner, ignoreCase, sight }
      }),
    ),
    ...escapeLiterals.map(({ text, ignoreCase }) => {
      return { text, owner: ESCAPES, ignoreCase, sight: undefined }
    }),
  ]
  const hasPatterns = rules.some(
    (rule) => rule.allow !== undefined || rule.shapes.some(({ kind }) => kind === 'pattern'),
  )
  const patterns = hasPatterns ? compilePatterns(rules) : null
  let companions: EngineTables['companions'] | null = null
  let fingerprints: EngineTables['fingerprints'] = null
  return {
    rules,
    ruleIndex: new Map(rules.map((rule, index) => [rule.id, index])),
    tokens,
    cuts: options.ready?.cuts ?? {
      alnum: compileCut(tokens, 'alnum'),
      base64url: compileCut(tokens, 'base64url'),
      base64: compileCut(tokens, 'base64'),
    },
    prefixes: compilePrefixes(tokens),
    structures: structureUses,
    phrases: structureUses.find(({ structure }) => structure === mnemonic) ?? null,
    keyPairs: structureUses.find(({ structure }) => structure === solanaArray) ?? null,
    get companions() {
      return (companions ??= compileCompanions(rules, tokens))
    },
    literals: compileLiterals(literals),
    get fingerprints() {
      return (fingerprints ??= makeFingerprints(literals))
    },
    literalOwner: literals.map(({ owner }) => owner),
    patterns,
    margin: patterns?.margin ?? limits.runLength,
    documented: documentedSet(options.documentedExamples ?? []),
  }
}

function documentedSet(
  examples: readonly string[] | (() => readonly string[]),
): EngineTables['documented'] {
  if (typeof examples !== 'function') return new Set(examples)
  let set: ReadonlySet<string> | null = null
  const made = (): ReadonlySet<string> => (set ??= new Set(examples()))
  return {
    has: (digest) => made().has(digest),
    get size() {
      return made().size
    },
  }
}

function compileTokens(rule: RuleSpec, index: number): CompiledToken[] {
  const checks = findChecks(rule.checks)
  return rule.shapes
    .filter((shape) => shape.kind === 'token')
    .map((shape) => {
      const alphabet = alphabets[shape.alphabet]
      return {
        rule: index,
        shape,
        alphabet,
        randomness: makeRandomnessTest(alphabet.kinds, shape.sigmas),
        checks,
        isNoDigest: rule.reject.includes(encodedBody),
        isText: wantsText(checks),
      }
    })
}

function compileStructures(rules: readonly RuleSpec[]): CompiledStructure[] {
  const users = new Map<string, number[]>()
  for (const [index, rule] of rules.entries()) {
    for (const shape of rule.shapes) {
      if (shape.kind !== 'structure') continue
      const list = users.get(shape.name)
      if (list) list.push(index)
      else users.set(shape.name, [index])
    }
  }
  return [...users].map(([name, ruleIndexes]) => {
    const structure = structures.get(name)
    if (!structure) throw new RangeError(`unknown structure ${name}`)
    const { reach } = structure
    return { structure, rules: ruleIndexes, reach: reach ? placeReach(...reach) : anyReach }
  })
}

/** Options of the shape by which a rule asks for a structure. */
export function structureOptions(
  rule: RuleSpec,
  name: string,
): StructureShape['options'] | undefined {
  for (const shape of rule.shapes) {
    if (shape.kind === 'structure' && shape.name === name) return shape.options
  }
  return undefined
}

function compilePrefixes(tokens: readonly CompiledToken[]): PrefixTable | null {
  const first = new Uint32Array(1 << 16)
  const byFirst = new Map<number, PrefixEntry[]>()
  const entries: PrefixEntry[] = []
  for (const [token, { shape }] of tokens.entries()) {
    if (shape.companion) continue
    for (const text of shape.prefixes) {
      const key = text.charCodeAt(0) | (text.charCodeAt(1) << 8)
      first[key]! |= pieceLengths(text, shape)
      const list = byFirst.get(key)
      const entry = { text, token }
      entries.push(entry)
      if (list) list.push(entry)
      else byFirst.set(key, [entry])
    }
  }
  return byFirst.size === 0 ? null : { first, byFirst, entries }
}

const maxPieceBit = 31

/** Bit set of the lengths that the first piece of letters and digits of such a token can have. */
function pieceLengths(prefix: string, shape: TokenShape): number {
  const separator = prefix.search(/[^A-Za-z0-9]/)
  if (separator >= 0) return 1 << Math.min(separator, maxPieceBit)
  // Where the body may hold separators itself, the piece can end anywhere behind the prefix.
  const isUnbroken = alphabets[shape.alphabet].cut === 'alnum'
  const shortest = prefix.length + (isUnbroken ? shape.minLength : 0)
  return (-1 << Math.min(shortest, maxPieceBit)) >>> 0
}
