import { normalise } from '../bytes/text.ts'

/** The name a value is given to, as far as the text to its left tells. */
export interface Field {
  /** As written, e.g. `exchange.apiKey`; empty when there is none. */
  readonly name: string
  /** Lower case letters and digits only: `exchangeapikey`. */
  readonly plain: string
  /** Its words: `['exchange', 'api', 'key']`. */
  readonly words: readonly string[]
  /** Name of the function whose argument the value is, or empty. */
  readonly call: string
  /** How many values of the same list or call stand before it. */
  readonly position: number
}

const word = /[A-Za-z_$][\w$]*(?:[.-][\w$]+)*/g
/** A long text in quotes with a digit before a comma: a value of the same list, whatever its alphabet. */
const longValue = /(["'`])(?=[\w+/=-]*\d)[\w+/=-]{24,}\1(?=\s*,)/g
/** An address as an argument before the value: `Client::init("https://...".to_string(), "...")`. */
const addressValue = /(["'`])(?:https?|wss?):\/\/[^"'`\s]{1,200}\1(?:\.\w{1,16}\(\))?(?=\s*,)/g
const anyValue = 'Value0Value0Value0Value0'
const closingTag = /<\/[^<>]{0,60}>/g
/** Words that stand between a name and its value in one language or another. */
export const noise: ReadonlySet<string> = new Set(
  (
    'value val str string text char const let var final static public self this new default b u r f rb br type ' +
    'optional none null undefined varchar nvarchar bytes buffer byte from encode decode set export env arg name ' +
    'serializeas or and if is in to as the a of your my with use using for any object readonly get getenv ' +
    'std function return nil some ok unwrap trim tostring stringvalue setx array list data attribute property ' +
    'ansi utf8 utf-8 latin1 span code td th li p div strong em pre br quot amp ' +
    'field defaultvalue fallback secretstr securestring body ' +
    // What makes bytes of digits, between a function that takes a key and the key.
    'hex fromhex bytes.fromhex buffer.from hexbytes hextobytes unhexlify binascii.unhexlify decode_hex hex.decode ' +
    'bs58.decode base58.decode fromhexstring hexstringtobytearray arrayify utils.arrayify ethers.utils.arrayify ' +
    'common.fromhex hexutil.mustdecode common.hex2bytes uint8array.from biginteger web3.utils.hextobytes b256'
  ).split(' '),
)
/** `s:7:` in front of every text that PHP serialises. */
const serialised = /\bs:\d{1,5}:/g
/** A text in quotes with a comma behind it is a name only where it says so; else it is the value before. */
const quoted = /^["'`]\s*,/
const roleOrDoubt =
  /key|secret|token|pass|pwd|api|auth|cred|priv|pub|salt|cookie|session|sign|hash|sha\d|sum|digest|crc|md5|cert|id$|name|url|path|file|version/i
/** What stands before the algorithm of `createHmac('sha256', key)`. */
const hmacCall = /hmac\w*\(\s*["'`]$/i
/** A function whose only argument is what its name says. */
const setter = /key|secret|passphrase|password|signature|hash/i
/** Longer words with digits are values themselves. */
const valueLength = 24
/** Digits in front of its first letter are no part of a name. */
const hexValue = /^x?[\da-f]{24,}$/i

export function readField(left: string, above: string): Field {
  const own = scan(left)
  if (own.name !== '' || own.position > 0 || own.call !== '') return own
  // A value on a line of its own: the name is on the nearest line above that has one.
  const lines = above.split('\n')
  let position = own.position
  for (let index = lines.length - 1, looked = 0; index >= 0 && looked < 4; index--) {
    const text = lines[index]!.trim()
    if (text === '') continue
    looked++
    const found = scan(text)
    position += found.position
    if (found.name === '' && found.call === '') continue
    // `x = 1;` above says nothing about this line; `x = (` and `x:` do.
    if (position === 0 && endsStatement(text)) break
    return { ...found, position }
  }
  return { name: '', plain: '', words: [], call: '', position }
}

function endsStatement(line: string): boolean {
  return /[;)}\]]\s*$/.test(line) && !/>\s*$/.test(line)
}

function scan(text: string): Field {
  const cleaned = text
    .replaceAll(closingTag, ' ')
    .replaceAll(serialised, ' ')
    .replaceAll(addressValue, anyValue)
    .replaceAll(longValue, anyValue)
  const found = [...cleaned.matchAll(word)]
  let position = 0
  for (let index = found.length - 1; index >= 0; index--) {
    const match = found[index]!
    const name = match[0]
    if (
      isValue(name) ||
      isListed(cleaned, match.index, name) ||
      isArgument(cleaned, match.index, name)
    ) {
      position++
      continue
    }
    if (noise.has(name.toLowerCase()) || isHexMark(cleaned, match.index, name)) continue
    const behind = cleaned.slice(match.index + name.length)
    const call = callIn(behind)
    // `z.string().min(1).default("...")`: a call that is over says nothing about what comes behind it.
    if (call === 'closed') continue
    if (call === 'open') {
      // `.apiKey("...")`: a setter or a builder names what it is given.
      const named = position === 0 && setter.test(name) ? nameField(name) : {}
      return { ...describe('', []), ...named, call: qualified(cleaned, found, index), position }
    }
    const phrase = [name]
    // "API Key: ..." and `const apiKey`: words one space apart belong together.
    for (let before = index - 1; before >= 0 && phrase.length < 3; before--) {
      const previous = found[before]!
      const next = found[before + 1]!
      if (cleaned.slice(previous.index + previous[0].length, next.index) !== ' ') break
      if (isValue(previous[0]) || noise.has(previous[0].toLowerCase())) break
      phrase.unshift(previous[0])
    }
    return {
      ...describe(phrase.join(' '), phrase),
      call: callAround(cleaned, found, index),
      position,
    }
  }
  return { ...describe('', []), position }
}

/** A name that is written elsewhere than in front of the value. */
export function nameField(name: string): Pick<Field, 'name' | 'plain' | 'words'> {
  return { name, plain: normalise(name), words: splitWords(name) }
}

function describe(name: string, phrase: readonly string[]): Field {
  return {
    name,
    plain: normalise(name),
    words: phrase.flatMap((part) => splitWords(part)),
    call: '',
    position: 0,
  }
}

/** `'kraken', ` in `('kraken', 'value')`: an element of the same list, not a name. */
function isListed(text: string, start: number, name: string): boolean {
  const before = text[start - 1]
  if (before !== "'" && before !== '"' && before !== '`') return false
  if (!quoted.test(text.slice(start + name.length, start + name.length + 4))) return false
  return !roleOrDoubt.test(name) || hmacCall.test(text.slice(0, start))
}

/** `tx, ` in `sign(tx, "...")`: a variable that is given along with the value. */
function isArgument(text: string, start: number, name: string): boolean {
  if (!/^[a-z]\w*$/.test(name) || roleOrDoubt.test(name)) return false
  return (
    /^\s*,/.test(text.slice(start + name.length, start + name.length + 4)) &&
    /\w\(\s*$/.test(text.slice(0, start))
  )
}

/** With what stands before `::`. */
function qualified(text: string, found: readonly RegExpExecArray[], index: number): string {
  const match = found[index]!
  const owner = found[index - 1]
  if (owner === undefined) return match[0]
  const between = text.slice(owner.index + owner[0].length, match.index)
  return between === '::' ? `${owner[0]}.${match[0]}` : match[0]
}

/** Whether what follows a name opens a list of arguments, which holds nothing but values so far or has ended. */
function callIn(behind: string): 'open' | 'closed' | null {
  if (!/^\s*\(/.test(behind)) return null
  let depth = 0
  for (const char of behind) {
    if (char === '(') depth++
    else if (char === ')' && --depth === 0)
      return /^[\s\w.(){},'"`-]*$/.test(behind) ? 'closed' : null
  }
  return /[=:]/.test(behind) ? null : 'open'
}

/** The nearest name in front of an open parenthesis or brace left of the field. */
function callAround(text: string, found: readonly RegExpExecArray[], field: number): string {
  for (let index = field - 1; index >= 0 && index > field - 4; index--) {
    const match = found[index]!
    const behind = text.slice(match.index + match[0].length)
    if (/^\s*[({]/.test(behind)) return match[0]
  }
  return ''
}

/** The `x` of `0x`. */
function isHexMark(text: string, at: number, name: string): boolean {
  return name === 'x' && text[at - 1] === '0'
}

function isValue(name: string): boolean {
  if (name.length < valueLength) return false
  if (hexValue.test(name)) return true
  // `web3.eth.accounts.privateKeyToAccount` is a name: each of its words is short.
  return name
    .split('.')
    .some(
      (part) =>
        part.length >= valueLength && /\d/.test(part) && /[A-Z]/.test(part) && /[a-z]/.test(part),
    )
}

/** `binanceAPIKey_v2` → `binance`, `api`, `key`, `v`, `2`. */
export function splitWords(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
}
