import { splitWords } from './field.ts'
import type { Field } from './field.ts'
import { normalise } from '../bytes/text.ts'
import { confidenceOf, sumEvidence } from '../model/evidence.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Hit } from '../model/hit.ts'
import type { EvidenceSpec, PatternText, RuleSpec } from '../model/rule.ts'
import type { Confidence, Severity } from '../model/severity.ts'
import { allowWaits } from './patterns/allow.ts'
import { fieldHolds } from './words.ts'

export interface Assessment {
  /** Null when the evidence is too little to report. */
  readonly confidence: Confidence | null
  readonly severity: Severity
}

/** What a path says about any candidate in it. */
const pathDoubts: readonly { code: string; weight: number; path: RegExp }[] = [
  {
    code: 'generated-path',
    weight: -60,
    path: /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|composer\.lock|cargo\.lock|go\.sum|poetry\.lock|pipfile\.lock|gemfile\.lock|uv\.lock|node_modules)(?:\/|$)|\.(?:min\.css|svg|po|pot)$/,
  },
  {
    code: 'vendored-path',
    weight: -40,
    path: /(?:^|\/)(?:site-packages|dist-packages|bower_components|vendor|third[_-]?party)\//,
  },
  {
    code: 'fixture-path',
    weight: -35,
    path: /(?:^|[/_.-])(?:testdata|test_data|fixtures?|mocks?|mock_data|cassettes?)(?:[/_.-]|$)/,
  },
  {
    // A bundle holds what its sources hold, keys too; and names of two letters.
    code: 'minified-path',
    weight: -20,
    path: /\.min\.[cm]?js$/,
  },
  {
    code: 'test-path',
    weight: -20,
    path: /(?:^|[/_.-])(?:tests?|specs?|examples?|samples?|e2e)(?:[/_.-]|$)|(?:^|\/)t\//,
  },
  {
    code: 'docs-path',
    weight: -15,
    path: /(?:^|\/)(?:docs?|documentation)\/|(?:^|\/)(?:readme|changelog)\b|\.rst$/,
  },
]

/** Marks a hit that gives way to another at paths that hold one of the words of its detail. */
export const unlessPath = 'unless-at'

/** True for entries that wait for the path and say nothing themselves. */
export function isMarker(code: string): boolean {
  return code === unlessPath || code === allowWaits
}

/** Adds what the path says, once the path is known. Gives a new hit; asking twice changes nothing. */
export function judgePath(hit: Hit, rule: RuleSpec, path: string): Hit {
  if (hit.evidence.some(({ code }) => code.endsWith('-path'))) return hit
  const lower = path.toLowerCase()
  let evidence = hit.evidence.filter(({ code }) => code !== unlessPath)
  const rivals = hit.evidence.find(({ code }) => code === unlessPath)?.detail?.split(',') ?? []
  if (rivals.length > 0 && fieldHolds(namesIn(path), rivals) !== null) {
    evidence.push({ code: 'other-path', weight: excused })
  }
  for (const { code, weight, path: pattern } of pathDoubts) {
    if (!pattern.test(lower)) continue
    // Sorted from the strongest: one such reason is enough.
    evidence.push({ code, weight })
    break
  }
  for (const entry of rule.evidence) {
    if (entry.where !== 'path' || !pathHolds(path, entry)) continue
    const rival = evidence.find((item) => groupOf(rule, item) === entry.group)
    if (rival && Math.abs(rival.weight) >= Math.abs(entry.weight)) continue
    evidence = evidence.filter((item) => item !== rival)
    evidence.push({ code: entry.code, weight: entry.weight })
  }
  const excuse = excuseOfPath(hit, rule, path)
  if (excuse !== null) evidence.push({ code: excuse, weight: excused })
  return evidence.length === hit.evidence.length &&
    evidence.every((item) => hit.evidence.includes(item))
    ? hit
    : { ...hit, evidence }
}

/** More than all that can speak for a candidate. */
const excused = -1000
const placePatterns = new WeakMap<PatternText, RegExp>()

/** Why the rule itself does not want matches at this path. */
function excuseOfPath(hit: Hit, rule: RuleSpec, path: string): string | null {
  if (rule.onlyPaths !== undefined && !isAt(rule.onlyPaths, path)) return 'other-path'
  const waiting = hit.evidence.find(({ code }) => code === allowWaits)?.detail?.split(',') ?? []
  const isAllowed = rule.allow?.some(({ condition, paths }, index) => {
    if (condition === 'all' && !waiting.includes(String(index))) return false
    return paths.some((pattern) => isAt(pattern, path))
  })
  return isAllowed === true ? 'allowed-path' : null
}

function isAt(place: PatternText, path: string): boolean {
  let pattern = placePatterns.get(place)
  if (pattern === undefined) {
    pattern = new RegExp(place.pattern, place.flags)
    placePatterns.set(place, pattern)
  }
  return pattern.test(path)
}

function pathHolds(path: string, entry: EvidenceSpec): boolean {
  return fieldHolds(namesIn(path), entry.words) !== null
}

function namesIn(path: string): Field {
  return {
    name: path,
    plain: normalise(path),
    words: splitWords(path),
    call: '',
    position: 0,
  }
}

function groupOf(rule: RuleSpec, evidence: Evidence): string {
  return rule.evidence.find(({ code }) => code === evidence.code)?.group ?? evidence.code
}

/** The most points a path can still bring. */
export function pathBonus(rule: RuleSpec, hit: Hit): number {
  let bonus = 0
  for (const entry of rule.evidence) {
    if (entry.where !== 'path' || entry.weight <= 0) continue
    const rival = hit.evidence.find((item) => groupOf(rule, item) === entry.group)
    bonus += Math.max(0, entry.weight - Math.max(0, rival?.weight ?? 0))
  }
  return bonus
}

/** By rule, the codes of each list that it requires. */
const requiredCodes = new WeakMap<RuleSpec, readonly (readonly string[])[]>()

/** True when the evidence holds what the rule cannot do without: all parts of any one of its requirements. */
export function requirementsMet(rule: RuleSpec, found: readonly Evidence[]): boolean {
  if (rule.requires.length === 0) return true
  let lists = requiredCodes.get(rule)
  if (lists === undefined) {
    lists = rule.requires.map((list) => list.split('+'))
    requiredCodes.set(rule, lists)
  }
  for (const codes of lists) if (codes.every((code) => speaksFor(rule, found, code))) return true
  return false
}

function speaksFor(rule: RuleSpec, found: readonly Evidence[], code: string): boolean {
  for (const item of found) {
    if (item.weight > 0 && (item.code === code || groupOf(rule, item) === code)) return true
  }
  return false
}

/** Confidence from the evidence; severity from the rule, worse for a pair, low on a test network. */
export function assess(hit: Hit, rule: RuleSpec): Assessment {
  const isMet = requirementsMet(rule, hit.evidence)
  const confidence = isMet ? confidenceOf(sumEvidence(hit.evidence)) : null
  if (hit.testnet && rule.testnetSeverity !== null)
    return { confidence, severity: rule.testnetSeverity }
  const partner = hit.parts[1]
  const pair = partner && rule.pair.find((spec) => spec.with === partner.rule)
  return { confidence, severity: pair ? pair.severity : rule.severity }
}
