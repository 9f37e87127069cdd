import type { EvidenceSpec, PairSpec, RuleShape, RuleSpec } from '../model/rule.ts'
import {
  builtinEvidence,
  builtinRules,
  builtinTexts,
  documentedExamples,
} from './builtin.generated.ts'

/** What `scripts/build-rules.mjs` leaves of the rules: what several of them share stands in tables. */
interface PackedRules {
  readonly lists: readonly (readonly string[])[]
  readonly shapes: readonly RuleShape[]
  readonly rows: readonly PackedRow[]
}

type PackedRow = readonly [
  id: string,
  family: string,
  role: RuleSpec['role'],
  severity: RuleSpec['severity'],
  testnetSeverity: RuleSpec['testnetSeverity'],
  guessable: boolean,
  shapes: readonly number[],
  base: number,
  alone: boolean,
  lastResort: boolean,
  requires: number,
  reject: number,
  checks: number,
  pair: readonly PairSpec[],
  verify: string,
]

/** What is asked of the text around a candidate, which most commits have none of; `rows` in the order of the rules. */
interface PackedEvidence {
  readonly words: readonly (readonly string[])[]
  readonly entries: readonly (Omit<EvidenceSpec, 'words'> & { readonly words: number })[]
  readonly lists: readonly (readonly number[])[]
  readonly rows: readonly number[]
}

interface PackedTexts {
  readonly lists: readonly (readonly string[])[]
  readonly rows: readonly PackedText[]
}

type PackedText = readonly [
  title: string,
  vendor: string,
  remediation: number,
  references: number,
  examples: readonly string[],
  counterExamples: readonly string[],
]

let lean: readonly BuiltinRule[] | null = null
let builtin: readonly RuleSpec[] | null = null
let evidence: readonly (readonly EvidenceSpec[])[] | null = null
let texts: PackedTexts | null = null

/** The built-in packs, as `parseRules` reads them. The build has parsed and checked them. */
export function loadBuiltinRules(): readonly RuleSpec[] {
  builtin ??= leanRules().map((rule) => {
    const { evidence, title, vendor, remediation, references, examples, counterExamples } = rule
    const late = { evidence, title, vendor, remediation, references, examples, counterExamples }
    return Object.assign({}, rule, late)
  })
  return builtin
}

/**
 * The same rules for a commit hook: what is only shown and what judges candidates, two thirds of the text, are read when
 * they are asked for. Those fields are getters; a copy made with `...` or for another thread lacks them.
 */
export function loadLeanRules(): readonly RuleSpec[] {
  return leanRules()
}

/** True for the very lists that the two functions above give. */
export function areBuiltin(rules: readonly RuleSpec[]): boolean {
  return rules === lean || rules === builtin
}

/** SHA-256, in hex, of published sample credentials: never a finding. */
export function loadDocumentedExamples(): readonly string[] {
  return JSON.parse(documentedExamples()) as readonly string[]
}

function leanRules(): readonly BuiltinRule[] {
  lean ??= unpackRules(JSON.parse(builtinRules()) as PackedRules)
  return lean
}

function unpackRules(packed: PackedRules): BuiltinRule[] {
  return packed.rows.map((row, index) => new BuiltinRule(row, index, packed))
}

/** By rule. */
function allEvidence(): readonly (readonly EvidenceSpec[])[] {
  if (evidence === null) {
    const packed = JSON.parse(builtinEvidence()) as PackedEvidence
    const entries = packed.entries.map(({ code, group, weight, words, where }) => {
      return { code, group, weight, words: packed.words[words]!, where }
    })
    const lists = packed.lists.map((list) => list.map((index) => entries[index]!))
    evidence = packed.rows.map((list) => lists[list]!)
  }
  return evidence
}

class BuiltinRule implements RuleSpec {
  readonly id: string
  readonly family: string
  readonly role: RuleSpec['role']
  readonly severity: RuleSpec['severity']
  readonly testnetSeverity: RuleSpec['testnetSeverity']
  readonly guessable: boolean
  readonly shapes: readonly RuleShape[]
  readonly base: number
  readonly alone: boolean
  readonly lastResort: boolean
  readonly requires: readonly string[]
  readonly reject: readonly string[]
  readonly checks: readonly string[]
  readonly pair: readonly PairSpec[]
  readonly verify: string
  readonly #index: number

  constructor(row: PackedRow, index: number, { lists, shapes }: PackedRules) {
    this.id = row[0]
    this.family = row[1]
    this.role = row[2]
    this.severity = row[3]
    this.testnetSeverity = row[4]
    this.guessable = row[5]
    this.shapes = row[6].map((number) => shapes[number]!)
    this.base = row[7]
    this.alone = row[8]
    this.lastResort = row[9]
    this.requires = lists[row[10]]!
    this.reject = lists[row[11]]!
    this.checks = lists[row[12]]!
    this.pair = row[13]
    this.verify = row[14]
    this.#index = index
  }

  get evidence(): readonly EvidenceSpec[] {
    return allEvidence()[this.#index]!
  }

  get title(): string {
    return this.#text[0]
  }

  get vendor(): string {
    return this.#text[1]
  }

  get remediation(): readonly string[] {
    return textList(this.#text[2])
  }

  get references(): readonly string[] {
    return textList(this.#text[3])
  }

  get examples(): readonly string[] {
    return this.#text[4]
  }

  get counterExamples(): readonly string[] {
    return this.#text[5]
  }

  get #text(): PackedText {
    return packedTexts().rows[this.#index]!
  }
}

function textList(number: number): readonly string[] {
  return packedTexts().lists[number] ?? []
}

function packedTexts(): PackedTexts {
  texts ??= JSON.parse(builtinTexts()) as PackedTexts
  return texts
}
