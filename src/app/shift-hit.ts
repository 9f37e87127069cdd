import type { Hit, HitPart } from '../model/hit.ts'

/** A hit found in a window, with offsets in the whole. */
export function shiftHit(hit: Hit, offset: number): Hit {
  if (offset === 0) return hit
  const shift = (part: HitPart): HitPart => ({
    ...part,
    start: part.start + offset,
    end: part.end + offset,
  })
  const [first, ...others] = hit.parts
  return { ...hit, parts: [shift(first), ...others.map(shift)] }
}
