import { existsSync } from 'node:fs'
import { ScanError } from '../model/errors.ts'

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

/** A slip in every three letters at most. */
function nearest(word: string, known: readonly string[]): string | null {
  const allowed = Math.max(1, Math.floor(word.length / 3))
  const [best] = known
    .map((name) => ({ name, slips: slips(word, name) }))
    .toSorted((a, b) => a.slips - b.slips)
  return best !== undefined && best.slips <= allowed ? best.name : null
}

/** Letters to add, drop, change or swap with their neighbour (optimal string alignment). */
function slips(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (isSame ? 0 : 1),
          swapped ? (beforeLast[j - 2] ?? 0) + 1 : Infinity,
        ),
      )
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
