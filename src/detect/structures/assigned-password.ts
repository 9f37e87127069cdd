import { latin1, lineEnd, lineStart } from '../../bytes/text.ts'
import { doubtsAround } from './own-host.ts'
import { isPlausiblePassword, isStrongPassword } from './password-strength.ts'
import type { Structure, StructureMatch } from './structure.ts'

const leftReach = 200
const rightReach = 240
export const nearReach = 300

/** `DB_PASSWORD`, `storePassword`, `passwd`; nothing that goes on, as `passwordHash` and `password_file` do. */
const nameBehind = /^ssw(?:ord|d|ort)(?:[_-]?(?:\d|prod|production|live))?(?![A-Za-z0-9_])/i
/** The names of what is no password, by what stands before. */
const otherName =
  /hash|encrypt|cipher|confirm|forgot|reset|wrong|invalid|bad|fake|dummy|mock|example|salt|is_?p$|has_?p$|no_?p$/i
/** What the search for runs finds, and judges by more than its name. */
const isToken = /^(?:[\w-]{20,}|[A-Za-z0-9+/]{24,})={0,2}$/
const name = /[A-Za-z_$][\w$.-]*$/

/** In quotes, behind `=`, `:`, `=>`, as the next argument, or in the attribute `value`. */
const quoted =
  /^["'`]?\]?\s{0,20}(?:=>|:=|=(?!=)|:(?!:)|\s+value\s*=|(?<=["'`]\]?),|(?<!["'`\]])[ \t]+(?=["']))\s{0,20}[burf@]?(["'`])([^\s"'`\\]{9,100})\1\s*(?=$|[,;)}\]/>#!|]|\r|\n)/i
const inTag = /^["']?>([^\s<>&]{9,100})<\//
/** In a string of `name=value;` about a connection. */
const inConnection = /^=([^\s"'<>;{}]{9,100})(?=[;"'])/
const connection = /(?:server|data source|host|user id|uid|username|database|initial catalog)\s*=/i
/** The rest of a line of configuration, or one of its `name=value` pairs. */
const bare =
  /^(?:[ \t]*[=:][ \t]*|\*{0,2}:\*{0,2}[ \t]*)([^\s"'`<>(){}[\],;$\\]{9,100})[ \t]*(?:#[^\n]*|\r)?$/i
const lineHead = /^[\s>]*(?:export |set |-D|- |\* |\/\/ ?|# ?|--|\*\*|\w+: )?[\w.-]*$/i
const pairHead = /^[\w.:@-]+(?:[ \t]+[\w.-]+=[^\s=]+)*[ \t]+[\w.-]*$/
/** `DB_PASSWORD=... command`: a variable for one command. */
const variableHead = /(?:^|[\s;&|(])[A-Z][A-Z0-9_]*$/
const pairValue = /^=([^\s"'`<>(){}[\],;$\\]{9,100})(?=\s|$)/
/** A file that the shell makes of it: `--password <(echo "...")`. */
const echoed = /^[ \t=]<\((?:echo|printf)[ \t]+(["']?)([^\s"'`$]{9,100})\1\)/
/** `machine` and `login` of `.netrc` stand before, in the same line or above. */
const netrc = /^[ \t]+([^\s"']{9,100})[ \t]*\r?$/

/** As many bytes as a history scan sees. */
const sight = 18
/** Up to where a value may begin, and the first bytes of one: a name that goes on, prose and calls have others. */
const mayBegin =
  /^[sS]{2}[wW](?:[oO][rR][dD]|[dD]|[oO][rR][tT])[\w-]{0,6}(?:["'`]?\]?[ \t]*(?:=(?!=)|:|,|$)[>\s]*(?:$|["'`*@][^"'`(${<%]|[burf]["']|[^\s"'`(){}[\]$<>%&,;])|["']?>[^\s<]|[ \t]+(?:["']|[vV]alue|<\(|\S*[\dA-Z]))/
const endsSentence = /^ssw(?:ord|d|ort)[a-z]{2}/i

/**
 * A password given to a name that says so, in code, configuration or a connection string, with real strength. The
 * place must be one that a value has in the format, and the value whole.
 */
export const assignedPassword: Structure = {
  name: 'assigned-password',
  // Of "password", "passwd" and "passwort"; `ass` is in too many words to look for.
  literals: ['ssw'],
  ignoreCase: true,
  reach: [nearReach, nearReach],
  mayMatch(bytes: Uint8Array, at: number): boolean {
    if ((bytes[at - 1]! | 0x20) !== 0x61) return false
    const text = latin1(bytes, at, at + sight)
    return !endsSentence.test(text) && mayBegin.test(text)
  },
  match: (bytes, at) => passwordBehind(bytes, at, nameBehind),
}

/**
 * The password that is given to a name whose end stands at `at`.
 *
 * @param end of the name: anchored at its start, and at what no longer belongs to it
 */
export function passwordBehind(bytes: Uint8Array, at: number, end: RegExp): StructureMatch | null {
  const stem = end.exec(latin1(bytes, at, at + 24))
  if (stem === null) return null
  const from = at + stem[0].length
  const tail = latin1(bytes, from, lineEnd(bytes, from, rightReach))
  if (tail === '') return null
  const inFile = echoed.exec(tail)?.[2]
  if (inFile !== undefined) {
    if (!isPlausiblePassword(inFile)) return null
    return assignedAt(bytes, at, from + tail.indexOf(inFile), inFile)
  }
  const left = latin1(bytes, lineStart(bytes, at, leftReach), at)
  const value = valueIn(left, tail, () => latin1(bytes, at - nearReach, at))
  if (value === null) return null
  const own = name.exec(left)?.[0] ?? ''
  if (otherName.test(own) || !isStrongPassword(value)) return null
  // A name that ends in `_pass` says too little to that search.
  if (bytes[at] !== 0x5f && isToken.test(value)) return null
  return assignedAt(bytes, at, from + tail.indexOf(value), value)
}

/** What was found at `start` behind the name at `at`, with what the text around says against it. */
export function assignedAt(
  bytes: Uint8Array,
  at: number,
  start: number,
  value: string,
): StructureMatch {
  const end = start + value.length
  const around = latin1(bytes, at - nearReach, at) + latin1(bytes, end, start + nearReach)
  return { start, end, value, kind: 'assigned', evidence: doubtsAround(around) }
}

function valueIn(left: string, tail: string, above: () => string): string | null {
  const inQuotes = quoted.exec(tail)
  if (inQuotes !== null) return inQuotes[2]!
  const tag = inTag.exec(tail)
  if (tag !== null) return tag[1]!
  const connected = inConnection.exec(tail)
  if (connected !== null && connection.test(left + tail)) return connected[1]!
  if (lineHead.test(left)) {
    const whole = bare.exec(tail)
    if (whole !== null) return whole[1]!
    const login = netrc.exec(tail)
    if (login !== null && /(?:^|\n)machine\s|\slogin\s/.test(above())) return login[1]!
  }
  const isPair = pairHead.test(left) || variableHead.test(left)
  const pair = isPair ? pairValue.exec(tail) : null
  return pair === null ? null : pair[1]!
}
