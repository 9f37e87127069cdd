import type { Hit, HitPart } from '../model/hit.ts'
import type { OccurrenceKind } from '../model/occurrence.ts'
import type { RuleSpec } from '../model/rule.ts'
import type { SecretRole } from '../model/secret.ts'
import type { Allow } from './allow.ts'
import type { Excerpt } from './excerpt.ts'
import { credentialId, fingerprintSecret, needsKey } from './fingerprint.ts'

/** What was scanned when a hit was found: a file, or an object of a repository whose path is not known yet. */
export interface ScannedObject {
  readonly kind: OccurrenceKind
  /** Hex object id; null for a file. */
  readonly id: string | null
  /** Null until provenance has found it. */
  readonly path: string | null
  readonly pathEncoded?: true
}

/** One hit in one object. Grouping keeps these as they are: 100,000 of them cost no second copy. */
export interface Sighting {
  readonly hit: Hit
  readonly object: ScannedObject
  /** A comment beside it that excuses it. */
  readonly allow?: Allow
  /** What its place is made of, where it was kept. */
  readonly excerpt?: Excerpt
}

export interface CredentialPart {
  readonly role: SecretRole
  readonly rule: RuleSpec
  readonly value: string
  readonly fingerprint: string
}

/** One credential, wherever it was seen; what is known before provenance. */
export interface Credential<S extends Sighting = Sighting> {
  /** `credentialId` of its parts. */
  readonly id: string
  /** In the order of roles: key, secret, passphrase, then the others. */
  readonly parts: readonly [CredentialPart, ...CredentialPart[]]
  /** Sorted by path, object id, offset. Includes lone sightings of its parts. */
  readonly sightings: readonly [S, ...S[]]
}

export interface GroupOptions {
  /** Every rule that a hit can name. */
  readonly rules: ReadonlyMap<string, RuleSpec>
  /** The baseline's salt; null names guessable secrets after their place. */
  readonly salt: string | null
}

/**
 * One credential per secret, or per set of secrets that were seen together. The result, order included, does not
 * depend on the order of `sightings`.
 *
 * - Secrets are the same when their rule family and value are; the rule may differ. A value that only a rule of last
 *   resort knows in one place, and a rule of its own in another, is of the latter's family.
 * - A set that is part of a larger one (a key alone, where the key was also seen with its secret) is folded into it.
 * - Where several larger sets qualify (a key with two different secrets), each stays a credential of its own, since
 *   each pair has to be judged and revoked; the lone sightings go to the one seen most often, then to the one with
 *   the smallest id.
 *
 * A hit that names a rule which is not in `rules` is a fault of the caller and throws.
 */
export function groupSightings<S extends Sighting>(
  sightings: readonly S[],
  options: GroupOptions,
): Credential<S>[] {
  const secrets = new SecretTable(options.rules, sightings)
  const sets = new Map<string, SecretSet<S>>()
  for (const sighting of sightings) {
    const { parts } = sighting.hit
    const members = [...new Set(parts.map((part) => secrets.number(part)))].toSorted(
      (a, b) => a - b,
    )
    const key = members.join(' ')
    const set = sets.get(key)
    if (set === undefined) sets.set(key, { members, sightings: [sighting] })
    else set.sightings.push(sighting)
  }
  secrets.name(sightings, options.salt)
  return foldSets([...sets.values()], secrets)
    .map((set) => toCredential(set, secrets))
    .toSorted((a, b) => compare(a.id, b.id))
}

/** Secrets that were seen together, by number. */
interface SecretSet<S extends Sighting> {
  readonly members: readonly number[]
  readonly sightings: S[]
}

function goesBefore(a: RuleSpec, b: RuleSpec): boolean {
  return a.lastResort === b.lastResort ? a.id < b.id : b.lastResort
}

interface KnownSecret {
  readonly part: HitPart
  rule: RuleSpec
  fingerprint: string
}

/** Distinct secrets, numbered as they come; numbers never reach the result. */
class SecretTable {
  readonly #rules: ReadonlyMap<string, RuleSpec>
  readonly #numbers = new Map<string, number>()
  readonly #secrets: KnownSecret[] = []

  /** The family that a rule of its own names for a value; the smallest where several do. */
  readonly #families = new Map<string, string>()

  constructor(rules: ReadonlyMap<string, RuleSpec>, sightings: readonly Sighting[]) {
    this.#rules = rules
    for (const { hit } of sightings) {
      for (const part of hit.parts) {
        const { family, lastResort } = this.rule(part)
        const known = this.#families.get(part.value)
        if (!lastResort && (known === undefined || family < known)) {
          this.#families.set(part.value, family)
        }
      }
    }
  }

  rule(part: HitPart): RuleSpec {
    const rule = this.#rules.get(part.rule)
    if (rule === undefined) throw new Error(`a hit names the rule ${part.rule}, which did not run`)
    return rule
  }

  number(part: HitPart): number {
    const rule = this.rule(part)
    const family = (rule.lastResort ? this.#families.get(part.value) : undefined) ?? rule.family
    const key = `${family}\0${part.value}`
    const known = this.#numbers.get(key)
    if (known === undefined) {
      const number = this.#secrets.push({ part, rule, fingerprint: '' }) - 1
      this.#numbers.set(key, number)
      return number
    }
    // Two rules of a family may see the same secret: the first by id names it, whichever came first.
    const secret = this.at(known)
    if (goesBefore(rule, secret.rule)) secret.rule = rule
    return known
  }

  at(number: number): KnownSecret {
    const secret = this.#secrets[number]
    if (secret === undefined) throw new RangeError(`no secret has the number ${number}`)
    return secret
  }

  /**
   * Fingerprints all secrets. A guessable one without salt is named after the first place it stands in and its
   * rank among the guessable secrets of its family there.
   */
  name(sightings: readonly Sighting[], salt: string | null): void {
    const isPlaced = this.#secrets.some(({ part, rule }) => needsKey(part.value, rule.guessable))
    const places = salt === null && isPlaced ? this.#places(sightings) : null
    for (const [number, secret] of this.#secrets.entries()) {
      const key =
        salt === null
          ? { kind: 'place' as const, place: places?.get(number) ?? '' }
          : { kind: 'salt' as const, salt }
      const { family, guessable } = secret.rule
      secret.fingerprint = fingerprintSecret(family, secret.part.value, guessable, key)
    }
  }

  #places(sightings: readonly Sighting[]): Map<number, string> {
    const ranks = new Map<string, Map<number, number>>()
    const places = new Map<number, string>()
    for (const { hit, object } of sightings.toSorted(bySighting)) {
      for (const part of hit.parts) {
        const number = this.number(part)
        const { rule } = this.at(number)
        if (places.has(number) || !needsKey(part.value, rule.guessable)) continue
        const where = object.path ?? object.id ?? object.kind
        const rankKey = `${rule.family}\0${where}`
        const rank = ranks.get(rankKey) ?? new Map<number, number>()
        ranks.set(rankKey, rank)
        rank.set(number, rank.size)
        places.set(number, `${where}\0${rank.size}`)
      }
    }
    return places
  }
}

/** Moves the sightings of each set that is part of a larger one into the larger one. */
function foldSets<S extends Sighting>(
  sets: readonly SecretSet<S>[],
  secrets: SecretTable,
): SecretSet<S>[] {
  const byMember = new Map<number, SecretSet<S>[]>()
  for (const set of sets) {
    for (const number of set.members) {
      const list = byMember.get(number)
      if (list === undefined) byMember.set(number, [set])
      else list.push(set)
    }
  }
  // Decided for all sets before anything moves: how often a set was seen must not depend on the order.
  const moves = sets.map((set) => ({ set, into: largerSet(set, byMember, secrets) }))
  const kept = new Map<SecretSet<S>, SecretSet<S>>()
  for (const { set, into } of moves) {
    if (into === null) kept.set(set, { members: set.members, sightings: [...set.sightings] })
  }
  for (const { set, into } of moves) {
    if (into === null) continue
    for (const sighting of set.sightings) kept.get(into)?.sightings.push(sighting)
  }
  return [...kept.values()]
}

/** The largest, then best seen, set that holds all of `set` and more; null when there is none. */
function largerSet<S extends Sighting>(
  set: SecretSet<S>,
  byMember: ReadonlyMap<number, readonly SecretSet<S>[]>,
  secrets: SecretTable,
): SecretSet<S> | null {
  let candidates: readonly SecretSet<S>[] | null = null
  for (const number of set.members) {
    const list = byMember.get(number) ?? []
    if (candidates === null || list.length < candidates.length) candidates = list
  }
  let best: { set: SecretSet<S>; rank: Rank } | null = null
  for (const other of candidates ?? []) {
    const { members, sightings } = other
    if (members.length <= set.members.length) continue
    if (!set.members.every((number) => members.includes(number))) continue
    const id = credentialId(members.map((number) => secrets.at(number).fingerprint))
    const rank = { size: members.length, seen: sightings.length, id }
    if (best === null || isBetter(rank, best.rank)) best = { set: other, rank }
  }
  return best?.set ?? null
}

interface Rank {
  readonly size: number
  readonly seen: number
  readonly id: string
}

function isBetter(a: Rank, b: Rank): boolean {
  if (a.size !== b.size) return a.size > b.size
  if (a.seen !== b.seen) return a.seen > b.seen
  return a.id < b.id
}

const roleOrder: readonly SecretRole[] = [
  'key',
  'secret',
  'private-key',
  'passphrase',
  'token',
  'password',
  'mnemonic',
  'webhook',
  'other',
]

function toCredential<S extends Sighting>(set: SecretSet<S>, secrets: SecretTable): Credential<S> {
  const together = rulesTogether(set, secrets)
  const parts = set.members
    .map((number): CredentialPart => {
      const { part, rule: known, fingerprint } = secrets.at(number)
      const rule = together.get(number) ?? known
      return { role: rule.role, rule, value: part.value, fingerprint }
    })
    .toSorted(
      (a, b) =>
        roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role) ||
        (a.fingerprint < b.fingerprint ? -1 : 1),
    )
  return {
    id: credentialId(parts.map((part) => part.fingerprint)),
    parts: parts as [CredentialPart, ...CredentialPart[]],
    sightings: set.sightings.toSorted(bySighting) as [S, ...S[]],
  }
}

/** What the parts were where all of them stood: a secret that somebody called a key elsewhere is still one. */
function rulesTogether<S extends Sighting>(
  { members, sightings }: SecretSet<S>,
  secrets: SecretTable,
): ReadonlyMap<number, RuleSpec> {
  const rules = new Map<number, RuleSpec>()
  if (members.length === 1) return rules
  for (const { hit } of sightings) {
    if (hit.parts.length < members.length) continue
    for (const part of hit.parts) {
      const number = secrets.number(part)
      const rule = secrets.rule(part)
      const known = rules.get(number)
      if (known === undefined || goesBefore(rule, known)) rules.set(number, rule)
    }
  }
  return rules
}

/** By path, object, offset; then by what was seen, so that the order is total. */
function bySighting(a: Sighting, b: Sighting): number {
  return (
    compare(a.object.path ?? '', b.object.path ?? '') ||
    compare(a.object.id ?? '', b.object.id ?? '') ||
    compare(a.object.kind, b.object.kind) ||
    a.hit.parts[0].start - b.hit.parts[0].start ||
    a.hit.parts[0].end - b.hit.parts[0].end ||
    b.hit.parts.length - a.hit.parts.length ||
    compare(a.hit.rule, b.hit.rule) ||
    compare(valuesOf(a.hit), valuesOf(b.hit))
  )
}

function valuesOf(hit: Hit): string {
  return hit.parts.map((part) => part.value).join('\0')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
