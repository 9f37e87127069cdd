import { parse, TomlError } from 'smol-toml'
import type { AllowSpec, PatternShape, RuleSpec } from '../model/rule.ts'
import { readAllow, readExpression } from './gitleaks-allow.ts'
import { planPattern } from './pattern-plan.ts'
import { translateRe2 } from './re2.ts'
import { FieldReader, type Diagnostic, type PathPart } from './reader.ts'
import { remediationSteps } from './remediation.ts'

/** A `.gitleaks.toml`, as far as it can be followed here. */
export interface GitleaksConfig {
  readonly rules: readonly GitleaksRule[]
  /** Excuses for matches of all rules (`rules` empty) or of some. */
  readonly allow: readonly (AllowSpec & { readonly rules: readonly string[] })[]
  readonly extend: {
    /** Gitleaks' own rules are not bundled: the built-in packs stand in for them. */
    readonly useDefault: boolean
    /** Another configuration, to be read first; null: none. */
    readonly path: string | null
    readonly disabledRules: readonly string[]
  }
  /** What is wrong: the file cannot be used. */
  readonly diagnostics: readonly Diagnostic[]
  /** What is not followed, by name; the rest is used. */
  readonly warnings: readonly Diagnostic[]
}

/** A rule; without `shape` it only changes what a rule of the same id in an extended configuration says. */
export interface GitleaksRule {
  readonly id: string
  readonly spec: RuleSpec | null
  readonly allow: readonly AllowSpec[]
}

/** A match of an imported rule is what its author calls a finding: high, until doubts are held against it. */
const base = 70
/** A secret without so many token bytes in a row can be guessed: its fingerprint is keyed. */
const unguessable = 16

/** Reads a gitleaks configuration. Never throws for what stands in it. */
export function parseGitleaks(text: string, file: string): GitleaksConfig {
  const diagnostics: Diagnostic[] = []
  const warnings: Diagnostic[] = []
  let data: unknown = {}
  try {
    data = parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const reason = error.message.split('\n', 1)[0] ?? 'not well-formed TOML'
    diagnostics.push({ file, line: error.line, field: '', reason })
  }
  const lineOf = ruleLines(text)
  const source = { file, lineOf }
  const root = new FieldReader(data, [], source, diagnostics)
  const lenient = new FieldReader(data, [], source, warnings)
  const rules = lenient.children('rules').map((reader) => readRule(reader, warnings))
  const [extend] = root.children('extend')
  if (extend?.has('url') === true) extend.fail('url', 'is not fetched; name a file by path')
  return {
    rules,
    allow: readAllows(lenient),
    extend: {
      useDefault: extend?.flag('useDefault', false) ?? false,
      path: extend?.has('path') === true ? extend.text('path') : null,
      disabledRules: extend?.texts('disabledRules') ?? [],
    },
    diagnostics,
    warnings,
  }
}

function readAllows(reader: FieldReader): GitleaksConfig['allow'] {
  return [...reader.children('allowlist'), ...reader.children('allowlists')].map(readAllow)
}

function readRule(reader: FieldReader, warnings: readonly Diagnostic[]): GitleaksRule {
  const id = reader.text('id')
  const allow = readAllows(reader)
  const before = warnings.length
  if (reader.has('required')) reader.fail('required', 'rules that need others are not followed')
  if (!reader.has('regex')) {
    if (reader.has('path')) {
      reader.fail('path', `the rule ${id} looks at nothing but paths and is not followed`)
    }
    return { id, spec: null, allow }
  }
  const shape = readShape(reader)
  const place = reader.has('path')
    ? readExpression(reader.text('path'), (reason) => reader.fail('path', reason))
    : null
  if (shape === null || warnings.length > before) {
    reader.fail('', `the rule ${id} is left out`)
    return { id, spec: null, allow }
  }
  return { id, spec: toSpec(id, reader, shape, place), allow }
}

function readShape(reader: FieldReader): { shape: PatternShape; sureRun: number } | null {
  const translated = translateRe2(reader.text('regex'))
  const planned =
    'problem' in translated ? translated : planPattern(translated.pattern, translated.flags)
  if ('problem' in planned || 'problem' in translated) {
    reader.fail('regex', 'problem' in planned ? planned.problem : '')
    return null
  }
  const group = reader.number('secretGroup', [0, 100], 0)
  const shape: PatternShape = {
    kind: 'pattern',
    ...translated,
    group: group === 0 ? null : group,
    entropy: reader.number('entropy', [0, 8], 0),
    keywords: reader.texts('keywords').map((word) => word.toLowerCase()),
    plan: planned.plan,
  }
  return { shape, sureRun: planned.sureRun }
}

function toSpec(
  id: string,
  reader: FieldReader,
  { shape, sureRun }: { shape: PatternShape; sureRun: number },
  place: RuleSpec['onlyPaths'] | null,
): RuleSpec {
  const isPrivateKey = id.includes('private-key')
  return {
    id: plainId(id),
    title: firstSentence(reader.text('description', id)),
    vendor: '',
    family: plainId(id),
    role: isPrivateKey ? 'private-key' : 'token',
    severity: 'high',
    testnetSeverity: null,
    guessable: sureRun < unguessable,
    shapes: [shape],
    base,
    evidence: [],
    alone: true,
    lastResort: true,
    requires: [],
    reject: [],
    checks: [],
    pair: [],
    imported: 'gitleaks',
    ...(place === null || place === undefined ? {} : { onlyPaths: place }),
    verify: '',
    remediation: remediationSteps[isPrivateKey ? 'private-key' : 'generic'] ?? [],
    references: [],
    examples: [],
    counterExamples: [],
  }
}

/** Ids are lower-case words joined by `-`: allow comments name them. */
function plainId(id: string): string {
  const plain = id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return plain.replaceAll(/^-|-$/g, '') || 'rule'
}

const maxTitle = 120

function firstSentence(text: string): string {
  const end = text.search(/[.,;](?:\s|$)/)
  return (end < 0 ? text : text.slice(0, end)).slice(0, maxTitle)
}

/** The line of the n-th `[[rules]]`; other places are not told. */
function ruleLines(text: string): (path: readonly PathPart[]) => number {
  const lines: number[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*\[\[\s*rules\s*\]\]/.test(line)) lines.push(index + 1)
  }
  return ([field, number]) =>
    field === 'rules' && typeof number === 'number' ? (lines[number] ?? 0) : 0
}
