import type { AllowSpec, PatternText } from '../model/rule.ts'
import { problemOfShort } from './pattern-plan.ts'
import { translateRe2 } from './re2.ts'
import type { FieldReader } from './reader.ts'

/** An expression of RE2 for paths and for what a match holds; null, and a diagnostic, when it cannot be used. */
export function readExpression(source: string, fail: (reason: string) => void): PatternText | null {
  const translated = translateRe2(source)
  const problem =
    'problem' in translated
      ? translated.problem
      : problemOfShort(translated.pattern, translated.flags)
  if (problem === null && 'pattern' in translated) return translated
  fail(`${JSON.stringify(source.slice(0, 60))}: ${problem}`)
  return null
}

/** One `[allowlist]` or `[[allowlists]]`, of a rule or of all. */
export function readAllow(reader: FieldReader): AllowSpec & { readonly rules: readonly string[] } {
  const list = (field: string): PatternText[] =>
    reader.texts(field).flatMap((source) => {
      const found = readExpression(source, (reason) => reader.fail(field, reason))
      return found === null ? [] : [found]
    })
  const condition = reader.text('condition', 'OR').toUpperCase()
  const target = reader.text('regexTarget', '')
  if (!['OR', '||', 'AND', '&&'].includes(condition)) {
    reader.fail('condition', 'expected OR or AND')
  }
  if (!['', 'secret', 'match', 'line'].includes(target)) {
    reader.fail('regexTarget', 'expected match or line')
  }
  return {
    condition: condition === 'AND' || condition === '&&' ? 'all' : 'any',
    target: target === 'match' || target === 'line' ? target : 'secret',
    regexes: list('regexes'),
    stopwords: reader.texts('stopwords').map((word) => word.toLowerCase()),
    paths: list('paths'),
    commits: reader.texts('commits').map((id) => id.toLowerCase()),
    rules: reader.texts('targetRules'),
  }
}
