import type { Options } from 'yargs'
import { ScanError } from '../model/errors.ts'

/** Options that mean something without a value. */
const mayBeBare: ReadonlySet<string> = new Set(['explain', 'cache'])

/** Every option that takes a value needs one: `--reason --until 2030-01-31` gave no reason. */
export function needValues<T extends Readonly<Record<string, Options>>>(options: T): T {
  const entries = Object.entries(options).map(([name, option]) => {
    const takesValue =
      option.type === 'string' || option.type === 'number' || option.choices !== undefined
    return [name, takesValue && !mayBeBare.has(name) ? { ...option, requiresArg: true } : option]
  })
  return Object.fromEntries(entries) as T
}

/** @throws ScanError `usage` for `--rules ''`: a variable that is not set, most likely */
export function refuseEmpty(argv: Readonly<Record<string, unknown>>): true {
  for (const [name, value] of Object.entries(argv)) {
    // yargs has every name a second time in camel case.
    if (/[A-Z$]/.test(name) || mayBeBare.has(name)) continue
    const isEmpty = value === '' || (Array.isArray(value) && value.includes(''))
    if (!isEmpty) continue
    throw new ScanError('usage', `${nameOf(name)} is empty; give it a value or leave it out.`)
  }
  return true
}

/** @throws ScanError `usage` for `--color=maybe`, which would count as no */
export function refuseOddFlags(args: readonly string[], flags: readonly string[]): true {
  for (const arg of args) {
    const [, name = '', value = ''] = /^--([a-z-]+)=(.*)$/s.exec(arg) ?? []
    if (!flags.includes(name) || value === 'true' || value === 'false') continue
    throw new ScanError('usage', `--${name} is on or off: --${name} or --no-${name}, not ${arg}.`)
  }
  return true
}

/** As it stands in the help. */
export function nameOf(name: string): string {
  return positionals.has(name) ? `<${name}>` : `--${name}`
}

const positionals: ReadonlySet<string> = new Set(['paths', 'reports', 'range', 'id', 'action'])
