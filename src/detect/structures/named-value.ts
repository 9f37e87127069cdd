import type { Structure, StructureMatch } from './structure.ts'

/** The names that a value without a shape is looked for behind; those beyond ASCII as `latin1` reads UTF-8. */
const nameStem = new RegExp(
  [
    'pass(?:phrase|word|wd)?|passwd|pwd|memo|phrase',
    ...['密码', '密碼', '口令', 'パスワード', 'パスフレーズ', '비밀번호', 'пароль', 'Пароль'].map(
      (name) => String.fromCharCode(...new TextEncoder().encode(name)),
    ),
  ].join('|'),
  'gi',
)
const restOfName = /^[\w.-]{0,40}/
const nameEnd = /^\\?["'`]?/
/** How far behind its name a value may begin, and how many texts in quotes may be it. */
const gap = 120
const maxValue = 64
const maxQuoted = 3
const quoted = /(\\?["'`])((?:(?!\1)[^\r\n\\]){4,64})\1(?![ \t]*(?:=>|:|=))/g
/** Assignments; tags of XML and property lists; a line that says `value:`; the block of a YAML text. */
const assigned =
  /^[\])]{0,2}[ \t]{0,30}(?:=>|:=|<-|[:=>]|&#(?:61|x3d);|-(?=[ \t])|<\/\w{1,20}>\s{0,20}<\w{1,20}>|,?\s{1,20}["']?value["']?[ \t]*[:=])[ \t]{0,20}(?:[>|][-+]?[ \t]{0,4}\r?\n[ \t]{0,20})?([^\s"'`,;(){}[\]<>$\\&][^\s"'`,;(){}[\]<>$\\]{3,63})(?=$|[\s"'`,;<\\)}\]])(?![ \t]*=)/
/** `ENV NAME value`, `--name value`: a value only if it looks like none of a sentence's words. */
const spaced =
  /^[ \t]{1,8}(?=[^\s"'`]*\d)(?=[^\s"'`]*[A-Za-z])([^\s"'`,;(){}[\]<>$\\=:]{6,64})(?=$|[\s"'`,;])/
const positional = /^["'`]\s*,\s*(["'`])([^"'`\r\n]{4,64})\1(?!\s*(?::|=>))/
const placeholder =
  /^(?:your|my|the|insert|enter|some)?[_\- ]*(?:api|exchange)?[_\- ]*(?:pass(?:word|phrase)?|secret|key)?[_\- ]*(?:here)?$|^<|\$\{|\{\{|^(?:x+|\*+|\.+|none|null|undefined|true|false|test|changeme|example|str|string|string\|null)$|your[_\- ]|[_\- ]here$|^(?:process|os|env|self|this|config|settings|args|opts|options|params|credentials|creds)\b|placeholder|redacted|passphrase$|password$/i

/**
 * A value given to a name, or the next argument of the same call: passphrases, which have no shape of their own. Never
 * looked for by itself, only near a key or secret that needs it.
 */
export const namedValue: Structure = {
  name: 'named-value',
  literals: [],
  match: () => null,
}

/**
 * Values in `text`, which begins at offset `from` of the blob. `partnerEnd` is where the partner ends in `text`.
 */
export function findNamedValues(text: string, from: number, partnerEnd: number): StructureMatch[] {
  const found: StructureMatch[] = []
  const starts = new Set<number>()
  const add = (start: number, value: string): void => {
    if (starts.has(start) || isPlaceholder(value)) return
    starts.add(start)
    found.push({
      start: from + start,
      end: from + start + value.length,
      value,
      kind: 'named',
      evidence: [],
    })
  }
  for (const { index, 0: stem } of text.matchAll(nameStem)) {
    const rest = index + stem.length
    const nameTo = rest + restOfName.exec(text.slice(rest, rest + 40))![0].length
    const to = nameTo + nameEnd.exec(text.slice(nameTo, nameTo + 2))![0].length
    const tail = text.slice(to, to + gap + maxValue)
    const plain = assigned.exec(tail) ?? spaced.exec(tail)
    if (plain !== null) add(to + plain[0].length - plain[1]!.length, plain[1]!)
    let seen = 0
    for (const match of tail.matchAll(quoted)) {
      if (match.index > gap || seen++ >= maxQuoted) break
      add(to + match.index + match[1]!.length, match[2]!)
    }
  }
  const next = positional.exec(text.slice(partnerEnd))
  if (next !== null && !isPlaceholder(next[2]!)) {
    const end = from + partnerEnd + next[0].length - 1
    const value = next[2]!
    found.push({ start: end - value.length, end, value, kind: 'positional', evidence: [] })
  }
  return found
}

const cellBehind = /^["']?[,;\t|][ \t]*["']?([^\s"'`,;|]{4,64})(?=["']?(?:[\s,;|]|$))/

/** The cell of a table behind a value that ends at `partnerEnd` of `text`: the name of its column says what it is. */
export function nextCell(text: string, from: number, partnerEnd: number): StructureMatch | null {
  const found = cellBehind.exec(text.slice(partnerEnd, partnerEnd + maxValue * 2))
  if (found === null || isPlaceholder(found[1]!)) return null
  const end = from + partnerEnd + found[0].length
  return { start: end - found[1]!.length, end, value: found[1]!, kind: 'named', evidence: [] }
}

function isPlaceholder(value: string): boolean {
  return placeholder.test(value)
}
