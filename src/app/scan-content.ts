import { latin1 } from '../bytes/text.ts'
import type { Engine, ScanOutcome, ScanTarget, Scratch } from '../detect/index.ts'
import type { Hit, HitPart } from '../model/hit.ts'
import { limits } from '../model/limits.ts'
import { expandArchive, type Member } from '../sources/archive/expand.ts'
import { archiveKind, type ArchiveKind } from '../sources/archive/kind.ts'
import { endsAsMovedZip } from '../sources/archive/zip-end.ts'

/** Scans a file's or blob's content: as it is, or, when its first bytes are those of an archive, what it unpacks to. */
export function scanContent(engine: Engine, target: ScanTarget, scratch: Scratch): ScanOutcome {
  const kind = archiveKind(target.bytes)
  return kind === null
    ? engine.scan(target, scratch)
    : scanArchive(engine, kind, target, scratch, null)
}

/**
 * Scans what an archive unpacks to. It is looked at as a whole each time, whatever changed in it, and always says that
 * it had candidates: what a delta makes of it is then looked at as a whole too.
 *
 * @param room as of `expandArchive`
 */
export function scanArchive(
  engine: Engine,
  kind: ArchiveKind,
  target: ScanTarget,
  scratch: Scratch,
  room: Uint8Array | null,
): ScanOutcome {
  scratch.packed?.begin()
  const hits: Hit[] = []
  const skipped: { reason: ScanOutcome['skipped'][number]['reason']; detail: string }[] = []
  const scan = (bytes: Uint8Array): ScanOutcome => {
    const whole = { ...target, bytes, windows: null, windowCount: 0, isMember: true }
    const outcome = engine.scan(whole, scratch)
    skipped.push(...outcome.skipped)
    return outcome
  }
  const visit = (member: Member): void => {
    for (const hit of scan(member.bytes).hits) hits.push(placeInArchive(hit, member))
  }
  const expanded = expandArchive(target.bytes, kind, visit, limits, room)
  skipped.push(...expanded.skipped)
  if (!expanded.complete) hits.push(...scan(target.bytes).hits)
  return { hits, hadCandidates: true, places: null, skipped }
}

/**
 * What is told of an archive that is too large to be held in memory, by its first window, or by its last one of a zip
 * behind something else; null for everything else.
 */
export function tooLargeArchive(
  bytes: Uint8Array,
  offset: number,
  isLast: boolean,
): ScanOutcome['skipped'][number] | null {
  const kind = offset === 0 ? archiveKind(bytes) : null
  if (isLast && offset > 0 && endsAsMovedZip(bytes, offset)) return tooLarge('zip')
  // Tar is plain text between its headers, and so is a library: their windows are scanned as they are.
  if (kind === null || kind === 'tar' || (kind === 'ar' && !isPackage(bytes))) return null
  return tooLarge(kind)
}

function tooLarge(kind: ArchiveKind): ScanOutcome['skipped'][number] {
  return { reason: 'too-large', detail: `${kind}: too large to be unpacked` }
}

/** Of Debian: an `ar` archive whose members are packed. */
function isPackage(start: Uint8Array): boolean {
  return latin1(start, 8, 21) === 'debian-binary'
}

function placeInArchive(hit: Hit, member: Member): Hit {
  const place = (part: HitPart): HitPart => {
    const { start, end, isPlain } = member
    return isPlain
      ? { ...part, start: start + part.start, end: start + part.end }
      : { ...part, start, end }
  }
  const [first, ...others] = hit.parts
  return { ...hit, parts: [place(first), ...others.map(place)], via: [...member.via, ...hit.via] }
}
