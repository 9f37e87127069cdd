import type { AlphabetName, PairSpec, RuleShape, RuleSpec } from '../model/rule.ts'
import type { SecretRole } from '../model/secret.ts'
import type { Severity } from '../model/severity.ts'
import { readEvidence } from './parse-evidence.ts'
import { readPattern } from './parse-pattern.ts'
import { FieldReader } from './reader.ts'
import type { Diagnostic, LineOf, RuleSource } from './reader.ts'
import { remediationSteps } from './remediation.ts'

export interface ParsedRules {
  readonly rules: readonly RuleSpec[]
  /** For each rule, lines of what stands at paths within it. */
  readonly lines: readonly LineOf[]
  readonly diagnostics: readonly Diagnostic[]
}

const severities: readonly [Severity, ...Severity[]] = ['critical', 'high', 'medium', 'low', 'info']

const roles: readonly [SecretRole, ...SecretRole[]] = [
  'key',
  'secret',
  'passphrase',
  'private-key',
  'token',
  'password',
  'mnemonic',
  'webhook',
  'other',
]

const alphabetNames: readonly [AlphabetName, ...AlphabetName[]] = [
  'base62',
  'base64',
  'base64url',
  'hex',
  'lower-hex',
  'upper-hex',
  'base58',
  'lower-alnum',
  'upper-alnum',
  'digits',
  'bech32',
  'dashed',
  'path',
]

const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const maxTokenLength = 1024
const defaultSigmas = 4.5
/** Filters that every rule wants unless it says otherwise. */
const standardRejects = ['armor', 'ciphertext', 'encoded-body', 'templated']

/**
 * Turns the contents of a rule file into rules. The file is a list of rules or a mapping with `rules`; its format is
 * described in docs/rules.md. Never throws: everything that is wrong is in `diagnostics`, and rules that are wrong are
 * left out.
 */
export function parseRules(data: unknown, source: RuleSource): ParsedRules {
  const diagnostics: Diagnostic[] = []
  const isList = Array.isArray(data)
  const file = new FieldReader(isList ? { rules: data } : data, [], source, diagnostics)
  const rules: RuleSpec[] = []
  const lines: LineOf[] = []
  for (const reader of file.children('rules')) {
    const before = diagnostics.length
    const rule = parseRule(reader)
    if (diagnostics.length > before) continue
    rules.push(rule)
    lines.push((path) => reader.lineOf(path))
  }
  file.finish()
  return { rules, lines, diagnostics }
}

function parseRule(reader: FieldReader): RuleSpec {
  const id = reader.text('id')
  if (id !== '' && !kebab.test(id)) reader.fail('id', 'expected lower-case words joined by -')
  const severity = reader.oneOf('severity', severities)
  const rule: RuleSpec = {
    id,
    title: reader.text('title'),
    vendor: reader.text('vendor', ''),
    family: reader.text('family', id),
    role: reader.oneOf('role', roles, 'token'),
    severity,
    testnetSeverity: reader.has('testnetSeverity')
      ? reader.oneOf('testnetSeverity', severities)
      : null,
    guessable: reader.flag('guessable', false),
    shapes: readShapes(reader),
    base: reader.number('base', [0, 100], 20),
    evidence: readEvidence(reader),
    alone: reader.flag('alone', true),
    lastResort: reader.flag('lastResort', false),
    requires: reader.texts('requires'),
    reject: reader.has('reject') ? reader.texts('reject') : standardRejects,
    checks: reader.texts('checks'),
    pair: reader.children('pair').map(readPair),
    verify: reader.text('verify', ''),
    remediation: readRemediation(reader),
    references: reader.texts('references'),
    examples: reader.texts('examples'),
    counterExamples: reader.texts('counterExamples'),
  }
  reader.finish()
  return rule
}

function readShapes(reader: FieldReader): RuleShape[] {
  const hints = reader.texts('hints')
  const shapes: RuleShape[] = [
    ...reader.children('token').map((child) => readToken(child, hints)),
    ...reader.children('pattern').map(readPattern),
    ...reader.children('structure').map(readStructure),
  ]
  if (shapes.length === 0) reader.fail('token', 'a rule needs a token, a pattern or a structure')
  return shapes
}

function readToken(reader: FieldReader, hints: readonly string[]): RuleShape {
  const [minLength, maxLength] = readLength(reader)
  const prefixes = reader.texts('prefix')
  for (const prefix of prefixes) {
    if (!/^[A-Za-z0-9][A-Za-z0-9+/=_-]+$/.test(prefix)) {
      reader.fail('prefix', 'expected two or more of A-Z a-z 0-9 + / = _ -')
    }
  }
  const shape: RuleShape = {
    kind: 'token',
    alphabet: reader.oneOf('alphabet', alphabetNames),
    minLength,
    maxLength,
    prefixes,
    suffix: reader.text('suffix', ''),
    sigmas: reader.number('sigmas', [0, 10], defaultSigmas),
    hints,
    companion: reader.flag('companion', false),
  }
  reader.finish()
  return shape
}

/** `length: 64` or `length: [20, 40]`. */
function readLength(reader: FieldReader): readonly [number, number] {
  const value = reader.raw('length')
  const list: unknown[] = Array.isArray(value) ? value : [value, value]
  const [min, max] = list
  const isRange =
    list.length === 2 &&
    typeof min === 'number' &&
    typeof max === 'number' &&
    min >= 1 &&
    min <= max
  if (isRange && max <= maxTokenLength) return [min, max]
  reader.fail('length', `expected a length up to ${maxTokenLength}, or [shortest, longest]`)
  return [1, 1]
}

function readStructure(reader: FieldReader): RuleShape {
  const name = reader.text('name')
  const kinds = reader.texts('kinds')
  reader.finish()
  return { kind: 'structure', name, options: kinds.length === 0 ? {} : { kinds } }
}

function readPair(reader: FieldReader): PairSpec {
  const pair: PairSpec = {
    with: reader.text('with'),
    within: reader.number('within', [1, 65_536], 600),
    weight: reader.number('weight', [0, 100], 20),
    severity: reader.oneOf('severity', severities),
  }
  reader.finish()
  return pair
}

/** The name of a list in `remediation.ts`, or the steps themselves. */
function readRemediation(reader: FieldReader): readonly string[] {
  const value = reader.raw('remediation')
  if (typeof value !== 'string') return reader.texts('remediation')
  const steps = remediationSteps[value]
  if (steps) return steps
  reader.fail(
    'remediation',
    `expected a list of steps or one of ${Object.keys(remediationSteps).join(', ')}`,
  )
  return []
}
