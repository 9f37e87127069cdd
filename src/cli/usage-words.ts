import { nearest } from './nearest.ts'
import { nameOf } from './option-values.ts'

/** What a command cannot do without. */
const needed: Readonly<Record<string, string>> = {
  hook: 'an action: install, uninstall or status',
  report: 'a JSON report',
  merge: 'JSON reports',
  verify: 'a JSON report',
  triage: 'a JSON report',
  range: 'a range such as origin/main..HEAD',
  config: 'the word explain',
  rules: 'one of list, explain, check',
  'rules explain': 'the id of a rule',
}

/**
 * What yargs says of arguments it does not take, as one sentence of ours.
 *
 * @param args as they were typed
 * @param known options of the command, in all spellings
 */
export function inOurWords(
  said: string,
  args: readonly string[],
  known: readonly string[],
): string {
  if (said.startsWith('Not enough non-option arguments')) {
    // An option that nobody knows took the word behind it for its value.
    const names = args.flatMap((arg) => /^--([a-z][a-z-]*)/.exec(arg)?.[1] ?? [])
    const odd = names.filter((name) => !known.includes(name.replace(/^no-/, '')))
    return odd.length > 0 ? whatIsUnknown(odd, args, known) : whatIsMissing(args)
  }
  const unknown = /^Unknown arguments?: (.+)$/.exec(said)?.[1]
  if (unknown !== undefined) return whatIsUnknown(unknown.split(', '), args, known)
  const choice = /Argument: (\S+), Given: (.+), Choices: (.+)/.exec(said)
  if (choice === null) return said.replaceAll(/\s*\n\s*/g, ' ')
  const [, name = '', given = '', choices = ''] = choice
  return `${nameOf(name)} must be one of ${choices.replaceAll('"', '')}, not ${given}`
}

function whatIsMissing([command = '', below = '']: readonly string[]): string {
  const both = `${command} ${below}`
  const name = Object.hasOwn(needed, both) ? both : command
  return Object.hasOwn(needed, name) ? `${name} needs ${needed[name]}` : 'an argument is missing'
}

/** yargs names an option in camel case too, and `--no-such` as `such`. */
function whatIsUnknown(
  names: readonly string[],
  args: readonly string[],
  known: readonly string[],
): string {
  const wanted = new Set(names.map(plain))
  const typed = args
    .map((arg) => arg.split('=', 1)[0] ?? '')
    .filter((arg) => arg.startsWith('-') && (wanted.has(plain(arg)) || wanted.has(bare(arg))))
  const [first] = typed
  if (first === undefined) {
    const words = [...new Set(names)].map((name) => `'${name}'`)
    return `what ${words.join(', ')} means here is not known`
  }
  const all = [...new Set(typed)]
  const options = known.filter((name) => name.length > 1 && !/[A-Z$]/.test(name))
  const meant = nearest(first.replace(/^--?/, ''), [
    ...options,
    ...options.map((name) => `no-${name}`),
  ])
  const said = `there ${all.length === 1 ? 'is no option' : 'are no options'} ${all.join(', ')}`
  return meant === null ? said : `${said}; did you mean --${meant}?`
}

function plain(name: string): string {
  return name.replace(/^--?/, '').replaceAll('-', '').toLowerCase()
}

function bare(name: string): string {
  return plain(name.replace(/^--no-/, '--'))
}
