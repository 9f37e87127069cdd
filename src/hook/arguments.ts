import { ScanError } from '../model/errors.ts'
import { confidences, type Confidence } from '../model/severity.ts'

export interface HookArguments {
  readonly stage: string
  /** What git hands to the hook. */
  readonly rest: readonly string[]
  readonly failOn?: Confidence
  readonly baseline?: string
  readonly show: 'help' | 'version' | null
}

/** @throws ScanError `usage` */
export function parseArguments(argv: readonly string[]): HookArguments {
  const words: string[] = []
  let failOn: Confidence | undefined
  let baseline: string | undefined
  let show: HookArguments['show'] = null
  const queue = [...argv]
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const [name, inline] = splitOption(word)
    if (name === '--help' || name === '-h') show = 'help'
    else if (name === '--version') show = 'version'
    else if (name === '--fail-on') failOn = parseConfidence(inline ?? queue.shift())
    else if (name === '--baseline') baseline = parseFile(inline ?? queue.shift())
    else if (word === '--') {
      words.push(...queue)
      break
    } else if (word.startsWith('-')) {
      throw new ScanError('usage', `straykey-hook has no option ${word}; see straykey-hook --help.`)
    } else words.push(word)
  }
  const [stage = 'pre-commit', ...rest] = words
  return {
    stage,
    rest,
    show,
    ...(failOn === undefined ? {} : { failOn }),
    ...(baseline === undefined ? {} : { baseline }),
  }
}

function splitOption(word: string): [name: string, inline: string | undefined] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}

function parseConfidence(text: string | undefined): Confidence {
  const level = confidences.find((name) => name === text)
  if (level !== undefined) return level
  throw new ScanError('usage', `--fail-on takes ${confidences.join(', ')}, not '${text ?? ''}'.`)
}

function parseFile(text: string | undefined): string {
  if (text) return text
  throw new ScanError('usage', '--baseline takes a file.')
}
