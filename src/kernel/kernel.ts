import type { KernelNear } from './near.ts'
import type { KernelTables } from './tables.ts'
import type { KernelTrees } from './trees.ts'

/** Most fingerprints `setLiterals` takes: one bit each in a u32. */
export const maxLiterals = 32

/** What must stand behind a literal: `most` bytes of `skip` at most, then one of `stop`. Texts are sets of bytes. */
export interface KernelSight {
  readonly skip: string
  readonly stop: string
  readonly most: number
  /** Where one of these, at most two of two to four bytes, in any case, stands before the literal, one of `stop` has to come. */
  readonly strict: readonly string[]
}

/** A short fingerprint for `collect`: 2 to 4 bytes, ASCII. */
export interface KernelLiteral {
  readonly text: string
  /** True when ASCII letters match in either case. */
  readonly ignoreCase: boolean
  /** Of the filter, 0 to 7, where it is known which is best: if it is for all of them. */
  readonly bucket: number | null
  /** Where it is absent, or the text ends before it can be told, the literal is told. */
  readonly sight?: KernelSight | undefined
}

/** Reach of a place that depends on all of its text. */
export const anyReach = 0xffffffff

/** Bytes before and behind a place, each below 2^16, as its reach. */
export function placeReach(before: number, behind: number): number {
  return before * 0x10000 + behind
}

/** Negative results of `applyDelta`. */
export const deltaErrors = {
  /** The delta names another base size than the base has. */
  baseSize: -1,
  /** The delta names another result size than `outLen`. */
  resultSize: -2,
  /** The delta ends inside an instruction. */
  truncated: -3,
  /** A copy reaches outside the base. */
  copyRange: -4,
  /** An instruction writes beyond the result, or the instructions do not fill it. */
  resultRange: -5,
  /** Opcode 0, which git reserves. */
  reserved: -6,
} as const

/** Lines of a text, which end at LF, at CR LF behind its LF, and at CR; half-open offsets in it. */
export interface KernelLines {
  /** Lines that end in `[from, to)`. */
  countLines(ptr: number, len: number, from: number, to: number): number
  /** Offset behind the last of these line ends; `from` when there is none. */
  lastLineStart(ptr: number, len: number, from: number, to: number): number
  /** Offset of the first byte in `[from, to)` that is not ASCII; `to` when there is none. */
  asciiEnd(ptr: number, from: number, to: number): number
}

/**
 * The loops of the hot path over one linear memory, in WebAssembly or in JavaScript with the same semantics.
 *
 * Token bytes are `[A-Za-z0-9+/=_-]`. Pointers are byte offsets in that memory; lists of ranges are pairs of u32 `(start, end)`, half-open, relative to
 * the object's pointer, sorted, disjoint. Memory from `heapStart` up belongs to the caller; below it lie the windows
 * list, the runs list and the tables. Nothing here validates pointers: the caller owns them.
 */
export interface Kernel {
  readonly kind: 'wasm' | 'js'
  /** The whole memory. Replaced when `reserve` grows it: read the property again, never keep it. */
  readonly bytes: Uint8Array
  /** The same memory as little-endian u32; index = byte offset / 4. Replaced like `bytes`. */
  readonly words: Uint32Array
  /** Where the walker puts the windows of the current delta object; room for `windowsCap` pairs. */
  readonly windowsPtr: number
  readonly windowsCap: number
  /** Where the walker puts the places of a delta's base; room for `placesCap` of three u32. */
  readonly placesPtr: number
  readonly placesCap: number
  /** Where `applyDelta` leaves the places that it moved: their number, then these, at most `placesCap`. */
  readonly movedPtr: number
  /** Where the engine lets `probe` and `findFiltered` write; room for `runsCap` pairs. */
  readonly runsPtr: number
  readonly runsCap: number
  /** Where the engine lets `collect` write; room for `eventsCap` events. */
  readonly eventsPtr: number
  readonly eventsCap: number
  /** First byte that callers may use; a multiple of 16. */
  readonly heapStart: number
  /** Grows memory until `byteLength` bytes can be used (contents stay); false when the platform refuses. */
  reserve(byteLength: number): boolean
  /**
   * Assembles base + delta at `outPtr` and lists what the delta changed: each inserted range and each seam, widened
   * by `margin` bytes, merged where less than 64 bytes lie between them. Copies that continue each other in the base make no seam; the result's start and end
   * are seams unless they are the base's. When the list is full its last range is stretched to the end.
   * The `placeCount` places of the base at `placesPtr` are sorted ranges, disjoint, each with its reach: how far before
   * and behind it stands what it depends on (`placeReach`), or `anyReach`. They count as changed wherever they are copied to, unless one
   * copy holds all within reach (what ends with both texts does): then they are told as moved, sorted like the copies.
   * A maximal run of token bytes overlaps a window unless it and the byte on either side lie inside one copied region.
   *
   * @returns number of windows, or one of `deltaErrors` (the output is then garbage, but nothing outside is written)
   * @see git's Documentation/gitformat-pack.txt, "Deltified representation"
   */
  applyDelta(
    basePtr: number,
    baseLen: number,
    deltaPtr: number,
    deltaLen: number,
    outPtr: number,
    outLen: number,
    windowsPtr: number,
    windowsCap: number,
    margin: number,
    placesPtr: number,
    placeCount: number,
    movedPtr: number,
    movedCap: number,
  ): number
  /**
   * Lists the maximal runs of token bytes of at least `minLength` (1 to 64) that overlap `[from, to)` of the object;
   * runs may begin before `from` and end behind `to`.
   *
   * @returns number of runs written; when it equals `runsCap`, go on with `from` = end of the last run
   */
  probe(
    ptr: number,
    len: number,
    from: number,
    to: number,
    minLength: number,
    runsPtr: number,
    runsCap: number,
  ): number
  /** `probe` over a list of windows; a run that overlaps two of them is listed once. When full, go on with `probe`. */
  probeWindows(
    ptr: number,
    len: number,
    windowsPtr: number,
    windowCount: number,
    minLength: number,
    runsPtr: number,
    runsCap: number,
  ): number
  /** Sets the literals of `collect`; at most `maxLiterals`, each 2 to 4 ASCII bytes. Throws RangeError otherwise. */
  setLiterals(literals: readonly KernelLiteral[]): void
  /**
   * Sets what `collect` looks up; it must not be called before.
   *
   * @returns false when the kernel cannot hold them: then all is left to plain code
   */
  setTables(tables: KernelTables): boolean
  /**
   * Everything in the windows of a text that could be a finding, as events (`events.ts`): runs of at least 20 token
   * bytes cut into pieces and tested, literals, and the lists that `what` asks for (`collectWhat`). Null where there is
   * plain code only.
   *
   * @returns number of events; -1 when there were more than `eventsCap`
   */
  readonly collect:
    | ((
        ptr: number,
        len: number,
        windowsPtr: number,
        windowCount: number,
        what: number,
        eventsPtr: number,
        eventsCap: number,
      ) => number)
    | null
  /** True when one of the bytes is nought, as in hardly any text. */
  holdsNought(ptr: number, len: number): boolean
  /** Sets the table of `findFiltered`: 2^15 bytes by hash of three bytes. */
  setFilter(table: Uint8Array): void
  /**
   * Lists the offsets in `[from, to)` whose three bytes the table knows, as pairs (offset, hash). Nothing in plain code,
   * as for `collect`.
   *
   * @returns number of pairs; when it equals `cap`, go on with `from` = last offset + 1
   */
  findFiltered(
    ptr: number,
    len: number,
    from: number,
    to: number,
    outPtr: number,
    cap: number,
  ): number
  /**
   * Which of the places `at`, `at + stride`, ... is the first in text of two bytes a character that is at least `least`
   * bytes long: it, or the byte behind it, is a character of ASCII next to a nought. Behind shorter text places are
   * counted from its end.
   *
   * @param at at least 1
   * @returns the place, or -1; in plain code the first place, without a look
   */
  nextWide(ptr: number, len: number, at: number, stride: number, least: number): number
  /** Null where there is plain code only. */
  readonly lines: KernelLines | null
  /** Null where there is plain code only. */
  readonly near: KernelNear | null
  /** Null where there is plain code only. */
  readonly trees: KernelTrees | null
}
