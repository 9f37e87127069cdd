const mebibyte = 1024 * 1024

interface Limits {
  readonly runLength: number
  readonly maxObjectBytes: number
  readonly streamAboveBytes: number
  readonly streamWindowBytes: number
  readonly streamOverlapBytes: number
  readonly maxCandidatesPerBlob: number
  readonly maxOccurrencesListed: number
  readonly maxRefsListed: number
  readonly maxPathsReported: number
  readonly maxSkippedListed: number
  readonly maxDecodeDepth: number
  readonly maxArchiveMembers: number
  readonly maxArchiveBytes: number
  readonly maxArchiveMemberBytes: number
  readonly maxArchiveDepth: number
  readonly maxArchiveRatio: number
  readonly maxEncodedArchiveBytes: number
  readonly maxPathBytes: number
}

/** Bounds on what a hostile input can make us do. A bound that bites is recorded as skipped. */
export const limits: Limits = {
  /** Shortest unbroken run of token bytes the probe looks for. */
  runLength: 20,
  /** Objects larger than this (expanded bytes) are scanned in windows or skipped. */
  maxObjectBytes: 128 * mebibyte,
  /** Files above this are streamed in windows. */
  streamAboveBytes: 16 * mebibyte,
  /** Window and overlap of the streaming scan; context and pairs never reach further than the overlap. */
  streamWindowBytes: 8 * mebibyte,
  streamOverlapBytes: 64 * 1024,
  /** Candidates judged per blob; the rest is recorded as skipped. */
  maxCandidatesPerBlob: 20_000,
  maxOccurrencesListed: 1_000,
  maxRefsListed: 50,
  /** Of one finding, in a report; a result in memory has them all. */
  maxPathsReported: 100,
  maxSkippedListed: 1_000,
  /** Nested decoding (base64 in gzip in tar ...). */
  maxDecodeDepth: 3,
  /** Of one archive with all that is nested in it: members, bytes in all, bytes of one member, archives in archives. */
  maxArchiveMembers: 10_000,
  maxArchiveBytes: 256 * mebibyte,
  maxArchiveMemberBytes: 64 * mebibyte,
  maxArchiveDepth: 4,
  /** What unpacks to more than this times its size (and to more than a mebibyte) is a bomb. */
  maxArchiveRatio: 200,
  /** Unpacked in all of what stands encoded in the texts of one file. */
  maxEncodedArchiveBytes: 32 * mebibyte,
  maxPathBytes: 4096,
}
