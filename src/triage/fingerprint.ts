import { createHash, createHmac } from 'node:crypto'

/**
 * The name of one secret in reports and baselines: 24 hex digits (96 bits) that depend on the rule family and the
 * secret, and on no path, line or commit. A random token of 16 characters or more cannot be found again from its
 * hash. Anything a person could have thought up can, so it is keyed with the baseline's salt or, where there is
 * no salt, named after its place without looking at the value.
 */
const fingerprintLength = 24

/** Below this a value is treated as guessable, whatever its rule says. Same bound as for masking. */
const minHashableLength = 16

/** `none`: a plain hash; `salt`: keyed; `place`: the value does not enter. */
export type FingerprintKey =
  | { readonly kind: 'salt'; readonly salt: string }
  | { readonly kind: 'place'; readonly place: string }

export function needsKey(value: string, guessable: boolean): boolean {
  return guessable || value.length < minHashableLength
}

/** @param key used only for a secret that `needsKey` */
export function fingerprintSecret(
  family: string,
  value: string,
  guessable: boolean,
  key: FingerprintKey,
): string {
  if (!needsKey(value, guessable)) return digest(['straykey/secret/v1', family, value])
  if (key.kind === 'place') return digest(['straykey/place/v1', family, key.place])
  const keyed = createHmac('sha256', key.salt).update(join(['straykey/keyed/v1', family, value]))
  return keyed.digest('hex').slice(0, fingerprintLength)
}

/**
 * Id of a credential: the fingerprints of its parts, sorted and joined by `-`. So a report or baseline that knows
 * a pair knows each half too.
 */
export function credentialId(fingerprints: readonly string[]): string {
  return [...new Set(fingerprints)].toSorted().join('-')
}

/** True when every part of credential `id` is a part of `known`. */
export function isCoveredBy(id: string, known: string): boolean {
  if (id === known) return true
  if (known.length <= id.length) return false
  const parts = new Set(known.split('-'))
  return id.split('-').every((part) => parts.has(part))
}

function digest(fields: readonly string[]): string {
  return createHash('sha256').update(join(fields)).digest('hex').slice(0, fingerprintLength)
}

/** Each field behind its length, so that no two lists of fields read the same. */
function join(fields: readonly string[]): string {
  return fields.map((field) => `${field.length}:${field}`).join('')
}
