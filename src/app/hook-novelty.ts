import { changedRanges, type LineRange } from '../bytes/line-diff.ts'
import type { Hit, HitPart } from '../model/hit.ts'
import type { RuleSpec } from '../model/rule.ts'

/** What a change replaced: the file's earlier versions, or where a renamed file came from. */
export interface Earlier {
  readonly bytes: Uint8Array
  /** What the engine finds in it; asked for only when nothing cheaper decides. */
  readonly hits: () => readonly Hit[]
}

/** Shorter values, and guessable ones, may stand in a text by chance. */
const tellingLength = 16

/**
 * The hits whose secrets a change brought. It did not bring a secret where
 *
 * - the same text stood in an earlier version already (long random secrets only),
 * - all lines it covers are unchanged, or
 * - the same secret was found in an earlier version, maybe written otherwise.
 *
 * A credential of several parts is new when one of them is; unless that part also stands in a credential of new
 * parts only: next to an old key, a new secret has a partner of its own.
 */
export function newHits(
  hits: readonly Hit[],
  bytes: Uint8Array,
  earlier: readonly Earlier[],
  rules: ReadonlyMap<string, RuleSpec>,
): Hit[] {
  if (earlier.length === 0) return [...hits]
  const newPartsOf = new Map<Hit, readonly HitPart[]>()
  const settled = new Set<string>()
  for (const hit of hits) {
    const fresh = hit.parts.filter(
      (part) => !earlier.some((old) => stoodIn(part, bytes, old, rules)),
    )
    newPartsOf.set(hit, fresh)
    if (fresh.length === hit.parts.length) for (const part of fresh) settled.add(spanOf(part))
  }
  return hits.filter((hit) => {
    const fresh = newPartsOf.get(hit) ?? []
    if (fresh.length === hit.parts.length) return true
    return fresh.some((part) => !settled.has(spanOf(part)))
  })
}

function spanOf({ start, end }: HitPart): string {
  return `${start} ${end}`
}

function stoodIn(
  part: HitPart,
  bytes: Uint8Array,
  old: Earlier,
  rules: ReadonlyMap<string, RuleSpec>,
): boolean {
  const rule = rules.get(part.rule)
  const written = asBuffer(bytes).subarray(part.start, part.end)
  const isTelling = rule?.guessable !== true && written.length >= tellingLength
  const stands = asBuffer(old.bytes).includes(written)
  if (isTelling && stands) return true
  if (stands && !touches(changedRanges(old.bytes, bytes), part)) return true
  return old
    .hits()
    .some((hit) =>
      hit.parts.some(
        (other) => other.value === part.value && rules.get(other.rule)?.family === rule?.family,
      ),
    )
}

function touches(changed: readonly LineRange[], { start, end }: HitPart): boolean {
  return changed.some((range) => start < range.end && end > range.start)
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
