import type { Evidence } from '../model/evidence.ts'
import type { Context } from './context.ts'
import { doubtClaims } from './token-claims.ts'
import { fieldHolds, textHolds } from './words.ts'

/** Reasons to doubt any candidate, whatever its rule. The words are data for one table, not code. */
interface Doubt {
  readonly code: string
  readonly weight: number
  readonly where: 'field' | 'line'
  readonly words: readonly string[]
}

/** The value reads like a name from a program. */
export const identifierValue = 'identifier-value'

const list = (text: string): readonly string[] => text.split(' ')

const doubts: readonly Doubt[] = [
  {
    code: 'digest-field',
    weight: -60,
    where: 'field',
    words: list(
      'sha1 sha224 sha256 sha384 sha512 shasum hash checksum digest integrity md5 etag commit revision txid txhash ' +
        'transaction blockhash signature sig merkle address fingerprint thumbprint crc certificate ' +
        'guid uuid nonce keyid cid',
    ),
  },
  {
    code: 'identifier-field',
    weight: -35,
    where: 'field',
    words: list(
      'orderid clordid ordid cloid clientoid clientorderid newclientorderid origclientorderid listclientorderid tradeid requestid traceid trackid cursor etag ' +
        'content image img icon font src href url path file filename version boundary viewstate alphabet charset chars',
    ),
  },
  {
    code: 'digest-line',
    weight: -40,
    where: 'line',
    words: [
      'sha512-',
      'sha384-',
      'sha256-',
      'sha256:',
      'sha512:',
      'integrity',
      'checksum',
      'md5sum',
    ],
  },
  // A link that Amazon signed: the key's id stands in it, the secret does not.
  {
    code: 'presigned-line',
    weight: -60,
    where: 'line',
    words: ['x-amz-credential', 'x-amz-signature'],
  },
  {
    code: 'example-word',
    weight: -35,
    where: 'line',
    words: list(
      'example dummy fake sample placeholder changeme replace_me redacted mock fixture lorem',
    ),
  },
]

export function findDoubts(context: Context, value: string): Evidence[] {
  const found: Evidence[] = []
  if (isSequence(value)) found.push({ code: 'sequence-value', weight: -60 })
  if (speaking.test(value)) found.push({ code: 'example-value', weight: -100 })
  if (value.startsWith('eyJ') && value.includes('.eyJ')) found.push(...doubtClaims(value))
  if (isIdentifier(value)) found.push({ code: identifierValue, weight: -40 })
  if (context.right.startsWith('(') && /^[A-Za-z_]\w*$/.test(value)) {
    found.push({ code: 'called', weight: -60 })
  }
  if (pin.test(context.left) && hexOnly.test(value)) found.push({ code: 'pinned', weight: -60 })
  if (findingName.test(context.right) && hexOnly.test(value)) {
    found.push({ code: 'commit-of-finding', weight: -60 })
  }
  for (const { code, weight, where, words } of doubts) {
    const detail =
      where === 'field' ? fieldHolds(context.field, words) : textHolds(context.line, words)
    if (detail !== null) found.push({ code, weight, detail })
  }
  return found
}

const sequence = /12345678|87654321|abcdefgh|(.)\1{7}/i
/** Words that chance does not write into a token. */
const speaking =
  /example|dummy|placeholder|redacted|changeme|replace[_-]?me|your[_-]?(?:api|secret|token|key)/i
const hexOnly = /^[0-9a-f]+$/
/** `uses: owner/action@`, `git+https://host/x@`, `image@sha256:`: a version by its hash. */
const pin = /[\w.)}-]@(?:sha256:)?$/

/** `commit:path:rule:line`, as lists of findings to pass over name one. */
const findingName = /^:[^:\s]{1,200}:[a-z][\w-]{1,80}:\d+/

/** Made by a hand running over the keyboard; chance gives one in a million tokens. */
function isSequence(value: string): boolean {
  return sequence.test(value)
}

const shortestIdentifier = 16
const mostDigits = 3
/**
 * Letters per hump of a name such as `getStorageAccount`, and the share of frequent letter pairs in it. Random tokens of
 * 20 letters and digits have fewer than two letters per hump; 1 in 5,000 reaches either line.
 */
const lines = [
  { meanWord: 3.2, pairShare: 0.33 },
  { meanWord: 4.2, pairShare: 0.2 },
] as const
const frequent = new Set(
  list(
    'th he in er an re nd on en at ou ed ha to or it is hi es ng st ar se le te al nt ti ce me de ro ve ea io ic as co ' +
      'ra li ri ne ta et ec om ma us pe un ct ge ke il la no po',
  ),
)

/** A name from a program: words written together, hardly a digit. */
function isIdentifier(value: string): boolean {
  if (value.length < shortestIdentifier || !/^\w+$/.test(value)) return false
  if (value.replaceAll(/\D/g, '').length > mostDigits) return false
  const words = value.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []
  const letters = words.join('').toLowerCase()
  if (words.length < 2) return false
  let known = 0
  for (let at = 0; at + 1 < letters.length; at++) {
    if (frequent.has(letters.slice(at, at + 2))) known++
  }
  const mean = letters.length / words.length
  const share = known / (letters.length - 1)
  return lines.some(({ meanWord, pairShare }) => mean >= meanWord && share >= pairShare)
}
