import { sumEvidence } from '../../model/evidence.ts'
import type { Hit, HitPart } from '../../model/hit.ts'

/**
 * Joins what was found in a text with what was found when it was read anew: the same secret counts once, as whichever
 * reading knows more of it. The whole of a secret knows more than a piece of it, then more parts, then more points;
 * at a draw the text as it is written.
 */
export function mergeHits(plain: Hit[], anew: readonly Hit[]): Hit[] {
  if (anew.length === 0) return plain
  const others = new Places(anew)
  const kept = plain.filter((hit) => !others.near(hit).some((other) => beats(other, hit)))
  const known = new Places(kept)
  const added = anew.filter((hit) => !known.near(hit).some((other) => covers(other, hit)))
  return [...kept, ...added]
}

const bucketBits = 12
const maxNear = 50

/** Hits by place: hostile text holds many, and only those that share bytes are compared. */
class Places {
  readonly #buckets = new Map<number, Set<Hit>>()

  constructor(hits: readonly Hit[]) {
    for (const hit of hits) {
      for (const { start, end } of hit.parts) {
        this.#bucket(start >> bucketBits).add(hit)
        this.#bucket(end >> bucketBits).add(hit)
      }
    }
  }

  near(hit: Hit): Hit[] {
    const found = new Set<Hit>()
    for (const { start, end } of hit.parts) {
      for (const key of [start >> bucketBits, end >> bucketBits]) {
        for (const other of this.#buckets.get(key) ?? []) {
          if (found.size >= maxNear) break
          if (other.parts.some((part) => part.start < end && start < part.end)) found.add(other)
        }
      }
    }
    return [...found]
  }

  #bucket(key: number): Set<Hit> {
    const known = this.#buckets.get(key)
    if (known !== undefined) return known
    const made = new Set<Hit>()
    this.#buckets.set(key, made)
    return made
  }
}

/** Readings that know where a value begins and ends: as the bytes lie, its neighbours may be glued to it. */
const exactReadings = new Set(['pyc', 'sqlite', 'quoted-printable'])

function holds(other: Hit, part: HitPart): boolean {
  const isExact = exactReadings.has(other.via[0] ?? '')
  return other.parts.some(({ value, start, end }) => {
    return start < part.end && part.start < end && (isExact || value.includes(part.value))
  })
}

/** True when every secret of `hit` is one of `other`'s, or a piece of one. */
function covers(other: Hit, hit: Hit): boolean {
  return hit.parts.every((part) => holds(other, part))
}

function beats(other: Hit, hit: Hit): boolean {
  if (!covers(other, hit)) return false
  if (!covers(hit, other) && other.parts.length >= hit.parts.length) return true
  const more = other.parts.length - hit.parts.length
  return more > 0 || (more === 0 && sumEvidence(other.evidence) > sumEvidence(hit.evidence))
}
