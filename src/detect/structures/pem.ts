import { decodeBase64 } from '../../bytes/base64.ts'
import { classifyDerKey } from '../../bytes/der.ts'
import { fromLatin1, latin1 } from '../../bytes/text.ts'
import type { Structure, StructureMatch } from './structure.ts'

/** A 16384-bit RSA key is 12.5 kB of PEM, a PGP key with subkeys and photographs more. */
const maxBlock = 64 * 1024
const labelReach = 60
const longestEnd = 200

const opening = /-----BEGIN ((?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?)-----$/
const escapedBreak = /\\{1,16}[nr]|&#1[03];|&#x0?[adAD];|%0[AaDd]|<br ?\/?>/g
/** Between two literals of one line, as of a list. */
const literalGap = /["'`]\s{0,40}[,+.&]?\s{0,40}["'`]/g
/** What source code, comments and quoted mail put around the lines of a split literal. */
const lineStart = /^(?:[\s"'`,;#*>|\-%.&\\]|\/\/(?=[\s"'`#*>|]|$)|\+(?=[\s"'`]|$))+/
const lineEnd = /(?:["'`]\s*(?:[+.]|&\s*_?)|[\s"'`,;\\])+$/
/** Base64 holds no blank: what begins a comment behind one is none of it. */
const comment = /\s(?:\/[/*]|#|--).*$/
/** Marks of a patch and of a comment that are digits of base64 too: marks when every line begins with them. */
const commonStart = /^(?:\/\/|\+)/
const header =
  /^[\s\\nr"'`+,;>|#*]*(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|MessageID):[^\n\\]*(?:\\+[rn]|\r?\n|$)/

/**
 * A private key in PEM, PGP or OpenSSH armor: with real line breaks, on one line with `\n`, or split over string
 * literals. Only a body whose inner structure is that of a private key counts: a header alone, a body of dots, a
 * truncated sample are nothing.
 *
 * @see RFC 7468 (PEM), RFC 4880 section 6.2 (armor), OpenSSH's PROTOCOL.key
 */
export const pem: Structure = {
  name: 'pem',
  literals: ['PRIVATE KEY'],
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    const head = latin1(bytes, at - labelReach, at + 'PRIVATE KEY BLOCK-----'.length)
    const dashes = head.indexOf('-----', Math.min(at, labelReach))
    if (dashes < 0) return null
    const label = opening.exec(head.slice(0, dashes + 5))
    if (label === null) return null
    const bodyStart = Math.max(0, at - labelReach) + dashes + 5
    const start = bodyStart - label[0].length
    const text = latin1(bytes, bodyStart, bodyStart + maxBlock)
    const closing = text.indexOf('-----END ')
    if (closing < 0) return null
    const name = label[1]!
    const closingLength = `-----END ${name}-----`.length
    const end = Math.min(bytes.length, bodyStart + closing + closingLength)
    const read = readBody(text.slice(0, closing))
    const kind = classify(name, read.encrypted, read.body)
    if (kind === null) return null
    return { start, end, value: armor(name, read.body), kind, evidence: [] }
  },
}

function readBody(text: string): { body: string; encrypted: boolean } {
  let rest = text
  let encrypted = false
  for (let found = header.exec(rest); found !== null; found = header.exec(rest)) {
    encrypted ||= found[0].includes('ENCRYPTED')
    rest = rest.slice(found[0].length)
  }
  return { body: joinLines(rest), encrypted }
}

function joinLines(text: string): string {
  const lines = text
    .replaceAll(escapedBreak, '\n')
    .replaceAll(literalGap, '\n')
    .split(/[\r\n]/)
    .map((line, index) => {
      // The first is what is left of the opening line: nothing of it needs to be the key's.
      const bare = index === 0 ? line : line.replace(lineStart, '')
      return cutEnd(bare.replace(comment, '')).replace(lineStart, '')
    })
    .filter((line) => line !== '')
  const mark = lines.length < 2 ? '' : (commonStart.exec(lines[0]!)?.[0] ?? '')
  const isMarked = lines.every((line) => line.startsWith(mark))
  return lines.map((line) => (isMarked ? line.slice(mark.length) : line)).join('')
}

/** Only the last bytes are looked at: the expression is quadratic in blanks. */
function cutEnd(line: string): string {
  const from = Math.max(0, line.length - longestEnd)
  return line.slice(0, from) + line.slice(from).replace(lineEnd, '')
}

function classify(label: string, encrypted: boolean, body: string): string | null {
  // PGP armor ends with a checksum line, `=` and four characters.
  const data = body.replace(/=[A-Za-z0-9+/]{4}$/, '')
  if (!/^[A-Za-z0-9+/]{40,}={0,2}$/.test(data)) return null
  const text = fromLatin1(data)
  const decoded = decodeBase64(text, 0, text.length, maxBlock)
  if (label.includes('PGP')) return isSecretKeyPacket(decoded[0]!) ? 'pgp' : null
  if (label.includes('OPENSSH')) return classifyOpenSsh(decoded)
  if (encrypted) return 'encrypted'
  return classifyDerKey(decoded)
}

/** RFC 4880 section 4.2: bit 7 always, then an old or new format tag; 5 is a secret key, 7 a secret subkey. */
function isSecretKeyPacket(first: number): boolean {
  const tag = (first & 0x40) === 0 ? (first >> 2) & 0x0f : first & 0x3f
  return (first & 0x80) !== 0 && (tag === 5 || tag === 7)
}

function classifyOpenSsh(decoded: Uint8Array): string | null {
  const text = latin1(decoded, 0, 64)
  if (!text.startsWith('openssh-key-v1\0')) return null
  return text.slice(15).startsWith('\0\0\0\u0004none') ? 'openssh' : 'openssh-encrypted'
}

function armor(label: string, body: string): string {
  const lines = body.match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
