import { readFileSync } from 'node:fs'
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import { ScanError } from '../model/errors.ts'
import type { RuleSpec } from '../model/rule.ts'
import { loadBuiltinRules, parseRules, type Diagnostic, type PathPart } from '../rules/index.ts'

const maxRuleFileBytes = 4 * 1024 * 1024

/**
 * The built-in packs and the rules of the given YAML files; a file's rule replaces a built-in one of the same id.
 *
 * @throws ScanError `rules` with everything that is wrong, one line each, or `no-such-path`
 */
export function loadRules(files: readonly string[]): readonly RuleSpec[] {
  if (files.length === 0) return loadBuiltinRules()
  const rules = new Map(loadBuiltinRules().map((rule) => [rule.id, rule]))
  const diagnostics: Diagnostic[] = []
  const from = new Map<string, string>()
  for (const file of files) {
    const parsed = parseRuleFile(file)
    diagnostics.push(...parsed.diagnostics)
    for (const rule of parsed.rules) {
      const other = from.get(rule.id)
      if (other !== undefined) {
        const reason = `the rule ${rule.id} also stands in ${other}`
        diagnostics.push({ file, line: 0, field: 'id', reason })
      }
      from.set(rule.id, file)
      rules.set(rule.id, rule)
    }
  }
  if (diagnostics.length > 0) throw new ScanError('rules', describeDiagnostics(diagnostics))
  return [...rules.values()]
}

/** Everything that is wrong, one line each. */
export function describeDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.map(({ file, line, field, reason }) => {
    const place = line > 0 ? `${file}:${line}` : file
    return `  ${place}: ${field === '' ? '' : `${field}: `}${reason}`
  })
  return `the rules cannot be used; mend what is listed:\n${lines.join('\n')}`
}

function parseRuleFile(file: string): ReturnType<typeof parseRules> {
  const lines = new LineCounter()
  const document = parseDocument(readText(file), {
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
    return { rules: [], diagnostics }
  }
  const lineOf = (path: readonly PathPart[]): number => lineOfPath(document, lines, path)
  return parseRules(document.toJS({ maxAliasCount: 100 }), { file, lineOf })
}

/** The line of the value at `path`, or of the nearest thing around it that is there. */
function lineOfPath(document: Document, lines: LineCounter, path: readonly PathPart[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 0
}

function readText(file: string): string {
  try {
    const text = readFileSync(file, 'utf8')
    if (text.length <= maxRuleFileBytes) return text
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new ScanError('no-such-path', `cannot read the rule file ${file} (${why}).`, {
      cause: error,
    })
  }
  throw new ScanError('rules', `the rule file ${file} is larger than 4 MiB; split it.`)
}
