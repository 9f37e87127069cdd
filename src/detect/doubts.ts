import type { Evidence } from '../model/evidence.ts'
import type { Context } from './context.ts'
import { fieldHolds, textHolds } from './words.ts'

/** Reasons to doubt any candidate, whatever its rule. The words are data for one table, not code. */
interface Doubt {
  readonly code: string
  readonly weight: number
  readonly where: 'field' | 'line'
  readonly words: readonly string[]
}

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
      'orderid clientorderid newclientorderid origclientorderid listclientorderid tradeid requestid traceid trackid cursor etag ' +
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
  {
    code: 'example-word',
    weight: -35,
    where: 'line',
    words: list(
      'example dummy fake sample placeholder changeme replace_me redacted mock fixture lorem',
    ),
  },
]

export function findDoubts(context: Context): Evidence[] {
  const found: Evidence[] = []
  for (const { code, weight, where, words } of doubts) {
    const detail =
      where === 'field' ? fieldHolds(context.field, words) : textHolds(context.line, words)
    if (detail !== null) found.push({ code, weight, detail })
  }
  return found
}
