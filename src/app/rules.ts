import { readFileSync } from 'node:fs'
import { isNode, isSeq, LineCounter, parseDocument, type Document } from 'yaml'
import { refusalOf, ScanError } from '../model/errors.ts'
import type { Notice } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import {
  loadBuiltinRules,
  parseRules,
  type Diagnostic,
  type LineOf,
  type PathPart,
} from '../rules/index.ts'
import { isGitleaksFile } from './gitleaks-file.ts'
import { addGitleaks } from './gitleaks-rules.ts'

const maxRuleFileBytes = 4 * 1024 * 1024

/** A rule file that was read already. */
export interface RuleSource {
  /** Its name, for messages. */
  readonly file: string
  readonly bytes: Uint8Array
}

export interface RuleSet {
  readonly rules: readonly RuleSpec[]
  /** What of gitleaks configurations is not followed. */
  readonly notices: readonly Notice[]
}

/** Where a rule of a file stands. */
export interface RulePlace {
  readonly file: string
  readonly lineOf: LineOf
}

interface PlacedRules extends RuleSet {
  /** By id; built-in rules and those of gitleaks configurations have no place. */
  readonly places: ReadonlyMap<string, RulePlace>
}

/**
 * The built-in packs and the rules of the given files, YAML or gitleaks configurations (`*.toml`). A repository names
 * such files itself, and must not weaken its own scan without a word: YAML cannot replace a built-in rule, and what a
 * gitleaks configuration does to them is told.
 *
 * @throws ScanError `rules` with everything that is wrong, one line each, or `no-such-path`
 */
export function loadRules(files: readonly (string | RuleSource)[]): readonly RuleSpec[] {
  return loadRuleSet(files).rules
}

/** As `loadRules`, with what there is to tell. */
export function loadRuleSet(files: readonly (string | RuleSource)[]): PlacedRules {
  const places = new Map<string, RulePlace>()
  if (files.length === 0) return { rules: loadBuiltinRules(), notices: [], places }
  const builtin = new Map(loadBuiltinRules().map((rule) => [rule.id, rule]))
  const rules = new Map(builtin)
  const diagnostics: Diagnostic[] = []
  const warnings: Diagnostic[] = []
  const changes: Notice[] = []
  for (const source of files) {
    const file = typeof source === 'string' ? source : source.file
    if (isGitleaksFile(file)) {
      const read = typeof source === 'string' ? (path: string) => textOf(path) : null
      const before = new Map(rules)
      const added = addGitleaks(rules, file, textOf(source), read)
      changes.push(...changedRules(file, before, rules))
      diagnostics.push(...added.diagnostics)
      warnings.push(...added.warnings)
      continue
    }
    const parsed = parseRuleFile(file, textOf(source))
    diagnostics.push(...parsed.diagnostics)
    for (const [index, rule] of parsed.rules.entries()) {
      const other = places.get(rule.id)
      const lineOf = parsed.lines[index]!
      const line = lineOf(['id'])
      if (builtin.has(rule.id)) {
        const reason = `${rule.id} is a built-in rule; choose another id`
        diagnostics.push({ file, line, field: 'id', reason })
      } else if (other !== undefined) {
        const reason = `the rule ${rule.id} also stands in ${other.file}; choose another id`
        diagnostics.push({ file, line, field: 'id', reason })
      }
      places.set(rule.id, { file, lineOf })
      rules.set(rule.id, rule)
    }
  }
  if (diagnostics.length > 0) throw new ScanError('rules', describeDiagnostics(diagnostics))
  const notices = warnings.map((warning) => {
    return { code: 'rules-not-followed', detail: describeDiagnostic(warning) }
  })
  return { rules: [...rules.values()], notices: [...changes, ...notices], places }
}

/** What a gitleaks configuration did to the rules that were there. */
function changedRules(
  file: string,
  before: ReadonlyMap<string, RuleSpec>,
  after: ReadonlyMap<string, RuleSpec>,
): Notice[] {
  const off: string[] = []
  const replaced: string[] = []
  const allowed: string[] = []
  for (const [id, rule] of before) {
    const now = after.get(id)
    if (now === rule) continue
    if (now === undefined) off.push(id)
    else if (now.shapes === rule.shapes) allowed.push(id)
    else replaced.push(id)
  }
  return [
    { did: 'switches off', ids: off },
    { did: 'replaces, with rules of its own,', ids: replaced },
    { did: 'gives its allow lists to', ids: allowed },
  ].flatMap(({ did, ids }) => {
    const named = ids.length === before.size ? 'all of them' : listed(ids)
    const count = ids.length === 1 ? '1 rule' : `${ids.length} rules`
    return ids.length === 0
      ? []
      : [{ code: 'rules-changed', detail: `${file} ${did} ${count}: ${named}` }]
  })
}

function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, 20).join(', ')
  return ids.length > 20 ? `${shown} and ${ids.length - 20} more` : shown
}

/** Everything that is wrong, one line each. */
function describeDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.map((diagnostic) => `  ${describeDiagnostic(diagnostic)}`)
  return `the rules cannot be used; mend what is listed:\n${lines.join('\n')}`
}

function describeDiagnostic({ file, line, field, reason }: Diagnostic): string {
  const place = line > 0 ? `${file}:${line}` : file
  return `${place}: ${field === '' ? '' : `${field}: `}${reason}`
}

function parseRuleFile(file: string, text: string): ReturnType<typeof parseRules> {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    maxAliasCount: 100,
  } as never)
  if (document.errors.length > 0) {
    const diagnostics = document.errors.map((error) => ({
      file,
      line: lines.linePos(error.pos[0]).line,
      field: '',
      reason: error.message.split('\n', 1)[0] ?? 'not well-formed YAML',
    }))
    return { rules: [], lines: [], diagnostics }
  }
  // A file may be the list alone.
  const from = isSeq(document.contents) ? 1 : 0
  const lineOf: LineOf = (path) => lineOfPath(document, lines, path.slice(from))
  try {
    return parseRules(document.toJS({ maxAliasCount: 100 }), { file, lineOf })
  } catch (error) {
    // What the reader throws for aliases that would make a small file huge.
    if (!(error instanceof ReferenceError)) throw error
    const reason = 'uses too many aliases; write the rules out'
    return { rules: [], lines: [], diagnostics: [{ file, line: 0, field: '', reason }] }
  }
}

/** The line of the value at `path`, or of the nearest thing around it that is there. */
function lineOfPath(document: Document, lines: LineCounter, path: readonly PathPart[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 0
}

function textOf(source: string | RuleSource): string {
  const file = typeof source === 'string' ? source : source.file
  const bytes = typeof source === 'string' ? readBytes(source) : source.bytes
  if (bytes.length <= maxRuleFileBytes) return new TextDecoder().decode(bytes)
  throw new ScanError('rules', `the rule file ${file} is larger than 4 MiB; split it.`)
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new ScanError(
      'no-such-path',
      `cannot read the rule file ${file}: ${refusalOf(error)}; check the name.`,
      { cause: error },
    )
  }
}
