import type { SecretRole } from './secret.ts'
import type { Severity } from './severity.ts'

/** Named byte classes a token can be made of. */
export type AlphabetName =
  | 'base62'
  | 'base64'
  | 'base64url'
  | 'hex'
  | 'lower-hex'
  | 'upper-hex'
  | 'base58'
  | 'lower-alnum'
  | 'upper-alnum'
  | 'digits'
  | 'bech32'
  | 'dashed'
  | 'path'

/** A token with an unbroken run of one alphabet: rides on the run probe. */
export interface TokenShape {
  readonly kind: 'token'
  readonly alphabet: AlphabetName
  /** Length in bytes of the part behind the prefix, inclusive bounds. */
  readonly minLength: number
  readonly maxLength: number
  /** Literal text the token starts with, e.g. `ghp_`; part of the secret. Any of several. */
  readonly prefixes: readonly string[]
  /** Literal text the token ends with, e.g. `==`; part of the secret. */
  readonly suffix: string
  /**
   * How far below what chance gives a token's variety may be, in standard deviations. 4.5 loses one random token in
   * 100,000; less keeps identifiers out where nothing else speaks for a token.
   */
  readonly sigmas: number
  /**
   * Lower-case words, one of which must end within 18 bytes left of the token; empty: none needed. Keeps shapes that
   * are common in ordinary text from making every blob a candidate.
   */
  readonly hints: readonly string[]
  /**
   * Looked for only near a candidate of a partner rule: the shape is too short or too common to be looked for
   * everywhere.
   */
  readonly companion: boolean
}

/** A regular expression (ECMAScript, `u`-less, over latin1 text). */
export interface PatternShape {
  readonly kind: 'pattern'
  readonly pattern: string
  /** Of `i`, `m` and `s`. */
  readonly flags: string
  /** The group that is the secret; null: the group named `secret`, or the first that matched, or the whole match. */
  readonly group: number | null
  /** Least Shannon entropy of the secret, bits per byte; 0: any. */
  readonly entropy: number
  /** Lower-case words, one of which must stand in the text, anywhere; empty: none needed. */
  readonly keywords: readonly string[]
  readonly plan: PatternPlan
}

/** How a pattern is looked for, found by analysing it once, where rules are read. Lengths in bytes. */
export interface PatternPlan {
  /** Texts one of which stands in every match; empty: nothing is known to. */
  readonly literals: readonly string[]
  /** The texts are lower case and are compared without case. */
  readonly ignoreCase: boolean
  /** Every match holds an unbroken run of token bytes at least this long; 0: literals are looked for, or nothing. */
  readonly run: number
  /** How far left and right of where a literal (or a run) begins (or ends) a match reaches. */
  readonly left: number
  readonly right: number
  /** How far lookarounds see beyond the match; at least 1. */
  readonly ahead: number
  readonly behind: number
  /** Loops without bound are cut at `left` and `right`. */
  readonly unbounded: boolean
  /** False: no match holds a line feed. */
  readonly acrossLines: boolean
  /** The expression that is run: the pattern without its `lead`. */
  readonly source: string
  /** `[\w.-]{0,50}?` in front of everything: it decides nothing but where a match begins, and is added afterwards. */
  readonly lead: { readonly bytes: string; readonly max: number } | null
  /** Every match holds an unbroken run of token bytes this long, at or behind its literal or before it; 0: unknown. */
  readonly needs: number
  /**
   * Behind a literal come at most `within` bytes of `skip`, then one of `mark`: most literals in ordinary text are
   * dismissed by that. Null: nothing of the kind is known.
   */
  readonly follow: {
    readonly skip: string
    readonly mark: string
    readonly within: number
  } | null
  /** Steps a backtracking matcher takes for one literal or run, at worst. */
  readonly steps: number
}

/** What a rule's matches may be excused by, as gitleaks configurations have it. Patterns are ECMAScript over latin1. */
export interface AllowSpec {
  /** `any` of the lists, or `all` that are not empty. */
  readonly condition: 'any' | 'all'
  /** What `regexes` look at. */
  readonly target: 'secret' | 'match' | 'line'
  readonly regexes: readonly PatternText[]
  /** Lower-case texts inside the secret. */
  readonly stopwords: readonly string[]
  readonly paths: readonly PatternText[]
  /** Hex ids. */
  readonly commits: readonly string[]
}

export interface PatternText {
  readonly pattern: string
  readonly flags: string
}

/** A detector that needs code; `name` is looked up in one registry in `detect/structures`. */
export interface StructureShape {
  readonly kind: 'structure'
  /** e.g. `pem`, `mnemonic`, `assignment`, `url-password`, `solana-array`, `keystore-v3` */
  readonly name: string
  readonly options: Readonly<Record<string, string | number | boolean | readonly string[]>>
}

export type RuleShape = TokenShape | PatternShape | StructureShape

/** A partner that turns a lone key into a usable credential. */
export interface PairSpec {
  /** Rule id of the partner. */
  readonly with: string
  /** Greatest distance in bytes between the two. */
  readonly within: number
  /** Points each of the two gains; less when only their order says which is which. */
  readonly weight: number
  /** Severity of the pair: worse than that of either alone. */
  readonly severity: Severity
}

/** What makes a candidate more believable; each entry names an evidence code with its points. */
export interface EvidenceSpec {
  readonly code: string
  /** Of several entries of one group only the strongest counts: the same word near and far is one reason. */
  readonly group: string
  readonly weight: number
  /** Lower-case words; any one suffices. Compared without regard to case, `_`, `-` and `.`. */
  readonly words: readonly string[]
  readonly where: EvidencePlace
}

/**
 * Where to look for a word: the name the value is given to, the function it is passed to, the same line, the lines
 * around, the whole blob, or the path.
 */
export type EvidencePlace = 'field' | 'call' | 'line' | 'near' | 'blob' | 'path'

export interface RuleSpec {
  readonly id: string
  readonly title: string
  readonly vendor: string
  /** Rules of one family share fingerprints: the same secret found by two of them is one credential. */
  readonly family: string
  readonly role: SecretRole
  readonly severity: Severity
  /** Severity where the text says that the credential is for a test network; null: the same. */
  readonly testnetSeverity: Severity | null
  readonly guessable: boolean
  /** What the secret looks like: any of these. */
  readonly shapes: readonly RuleShape[]
  /** Points the shape alone is worth. */
  readonly base: number
  readonly evidence: readonly EvidenceSpec[]
  /** False: reported only as a part of a pair, since alone it opens nothing and its shape is too common. */
  readonly alone: boolean
  /** Gives way to any other rule that believes the same bytes. */
  readonly lastResort: boolean
  /**
   * At least one of these evidence codes or groups must be present, else the candidate is dropped; `a+b` wants both.
   * Empty: none needed.
   */
  readonly requires: readonly string[]
  /** Named filters that drop a candidate. */
  readonly reject: readonly string[]
  /** Named validators (checksum, structure) that must pass. */
  readonly checks: readonly string[]
  readonly pair: readonly PairSpec[]
  /** From another scanner's configuration, which documents its rules in its own way. */
  readonly imported?: 'gitleaks'
  readonly allow?: readonly AllowSpec[]
  /** Only at paths that match; text without a path is taken. */
  readonly onlyPaths?: PatternText
  /** Name of a verifier, or empty. */
  readonly verify: string
  readonly remediation: readonly string[]
  readonly references: readonly string[]
  readonly examples: readonly string[]
  readonly counterExamples: readonly string[]
}
