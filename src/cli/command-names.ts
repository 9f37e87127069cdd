import { existsSync } from 'node:fs'
import { ScanError } from '../model/errors.ts'
import { nearest } from './nearest.ts'

/** Every command, with the words that may follow it. */
const commands: Readonly<Record<string, readonly string[]>> = {
  scan: [],
  history: [],
  staged: [],
  range: [],
  hook: [],
  verify: [],
  triage: [],
  report: [],
  merge: [],
  baseline: [],
  config: ['explain'],
  rules: ['list', 'explain', 'check'],
}

/** The command that explains the arguments: `straykey rules list --help`. */
export function helpFor([command = '', below = '']: readonly string[]): string {
  const known = Object.hasOwn(commands, command) ? commands[command] : undefined
  if (known === undefined) return 'straykey --help'
  return `straykey ${command}${known.includes(below) ? ` ${below}` : ''} --help`
}

/** `straykey help scan` is `straykey scan --help`, unless a file has that name. */
export function asksForHelp(args: readonly string[]): readonly string[] {
  const [word = '', ...rest] = args
  if (!existsSync('help')) return word === 'help' ? [...rest, '--help'] : args
  // Standing last it would be yargs' own command, and the file be passed over.
  return args.map((arg, at) =>
    arg === 'help' && args[at - 1]?.startsWith('-') !== true ? './help' : arg,
  )
}

/**
 * `straykey scna` would be a scan of the file `scna`. Where there is none, the command that was meant is named.
 *
 * @throws ScanError `usage`
 */
export function refuseMistyped([word = '']: readonly string[]): void {
  if (!/^[a-z]+$/.test(word) || Object.hasOwn(commands, word) || existsSync(word)) return
  const meant = nearest(word, Object.keys(commands))
  if (meant === null) return
  throw new ScanError(
    'usage',
    `there is no command and no file '${word}'; did you mean 'straykey ${meant}'?`,
  )
}
