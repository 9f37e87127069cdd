import type { Structure, StructureMatch } from './structure.ts'

const named =
  /([A-Za-z_][\w.-]{1,60})["'`]?\]?[ \t]*(?:=>|:=|[:=,])[ \t]*(?:[frbu]{0,2}(["'`])([^"'`\r\n]{4,64})\2|([^\s"'`,;(){}[\]<>$]{4,64})(?=[ \t]*(?:[\r\n,]|$)))/g
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
  for (const match of text.matchAll(named)) {
    const value = match[3] ?? match[4]!
    if (isPlaceholder(value)) continue
    const end = from + match.index + match[0].length - (match[3] === undefined ? 0 : 1)
    found.push({ start: end - value.length, end, value, kind: 'named', evidence: [] })
  }
  const next = positional.exec(text.slice(partnerEnd))
  if (next !== null && !isPlaceholder(next[2]!)) {
    const end = from + partnerEnd + next[0].length - 1
    const value = next[2]!
    found.push({ start: end - value.length, end, value, kind: 'positional', evidence: [] })
  }
  return found
}

function isPlaceholder(value: string): boolean {
  return placeholder.test(value)
}
