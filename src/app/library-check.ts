import { ScanError } from '../model/errors.ts'

/** What an option of a library call must be. */
export type OptionKind = 'text' | 'texts' | 'flag' | 'number' | 'function' | 'object' | 'rules'

const words: Readonly<Record<OptionKind, string>> = {
  text: 'a string',
  texts: 'a list of strings',
  flag: 'true or false',
  number: 'a number',
  function: 'a function',
  object: 'an object',
  rules: 'a list of rules, as loadRules gives them',
}

/**
 * Holds a caller who has no types to what the types say. Undefined is an option that is not given; null is left to
 * the call itself.
 *
 * @param kinds every option there is
 * @param needed those that must be given
 * @throws ScanError `usage` with the call and what it takes
 */
export function checkOptions(
  call: string,
  options: unknown,
  kinds: Readonly<Record<string, OptionKind>>,
  needed: readonly string[],
): void {
  if (!isRecord(options)) {
    const shown = needed.map((name) => `${name}: …`).join(', ')
    fail(`${call} takes an object, ${call}({ ${shown} }), not ${named(options)}`)
  }
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (kind === undefined) {
      fail(
        `${call} has no option ${JSON.stringify(name)}; there are ${Object.keys(kinds).join(', ')}`,
      )
    }
    if (value === undefined || value === null || isKind(value, kind)) continue
    fail(`${call}: ${name} must be ${words[kind]}, not ${named(value)}`)
  }
  for (const name of needed) {
    if (options[name] === undefined || options[name] === null)
      fail(`${call} needs the option ${name}`)
  }
}

function isKind(value: unknown, kind: OptionKind): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string'
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
    case 'flag':
      return typeof value === 'boolean'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'function':
      return typeof value === 'function'
    case 'object':
      return typeof value === 'object'
    case 'rules':
      return Array.isArray(value) && value.every(isRecord)
    default:
      return kind satisfies never
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What was given, by its kind only: it may be a secret. */
export function named(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** @throws ScanError `usage` */
export function fail(sentence: string): never {
  throw new ScanError('usage', `${sentence}.`)
}
