import { ScanError } from '../model/errors.ts'
import { confidences, type Confidence } from '../model/severity.ts'

/** What a workflow asked for, checked. Described in action.yml. */
export interface Inputs {
  readonly config: string
  readonly rules: readonly string[]
  readonly baseline: string
  /** Null: the configuration decides. */
  readonly failOn: Confidence | 'never' | null
  readonly minConfidence: Confidence | null
  /** Null: a temporary file. */
  readonly sarifFile: string | null
  readonly uploadSarif: boolean
  readonly comment: boolean
  readonly fullHistory: boolean
  readonly verify: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads `INPUT_*` as the runner sets them: upper case, spaces as underscores, dashes as they are.
 *
 * @throws ScanError `usage` that names the input
 */
export function readInputs(env: Environment): Inputs {
  return {
    config: text(env, 'config') || 'straykey.yaml',
    rules: text(env, 'rules')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    baseline: text(env, 'baseline') || '.straykey/baseline.yaml',
    failOn: choice(env, 'fail-on', [...confidences, 'never']),
    minConfidence: choice(env, 'min-confidence', confidences),
    sarifFile: text(env, 'sarif-file') || null,
    uploadSarif: flag(env, 'upload-sarif', false),
    comment: flag(env, 'comment', true),
    fullHistory: flag(env, 'full-history', false),
    verify: flag(env, 'verify', false),
  }
}

/** Read apart from the others, so that no object that is passed around holds it. Null when there is none. */
export function readToken(env: Environment): string | null {
  return text(env, 'token') || null
}

function text(env: Environment, name: string): string {
  return (env[`INPUT_${name.toUpperCase()}`] ?? '').trim()
}

function choice<T extends string>(env: Environment, name: string, choices: readonly T[]): T | null {
  const given = text(env, name)
  if (given === '') return null
  const found = choices.find((item) => item === given.toLowerCase())
  if (found !== undefined) return found
  throw wrong(name, `one of ${choices.join(', ')}`, given)
}

function flag(env: Environment, name: string, fallback: boolean): boolean {
  const given = text(env, name)
  if (given === '') return fallback
  if (/^true$/i.test(given)) return true
  if (/^false$/i.test(given)) return false
  throw wrong(name, 'true or false', given)
}

function wrong(name: string, expected: string, given: string): ScanError {
  const shown = JSON.stringify(given.slice(0, 60))
  return new ScanError('usage', `The input ${name} must be ${expected}, not ${shown}.`)
}
