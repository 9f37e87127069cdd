/** Bounds on what a hostile input can make us do. A bound that bites is recorded as skipped. */
export const limits = {
  /** Shortest unbroken run of token bytes the probe looks for. */
  runLength: 20,
  /** Objects larger than this (expanded bytes) are scanned in windows or skipped. */
  maxObjectBytes: 128 * 1024 * 1024,
  /** Files above this are streamed in windows. */
  streamAboveBytes: 16 * 1024 * 1024,
  /** Window and overlap of the streaming scan; context and pairs never reach further than the overlap. */
  streamWindowBytes: 8 * 1024 * 1024,
  streamOverlapBytes: 64 * 1024,
  /** Candidates judged per blob; the rest is recorded as skipped. */
  maxCandidatesPerBlob: 20_000,
  maxOccurrencesListed: 1_000,
  maxRefsListed: 50,
  maxSkippedListed: 1_000,
  /** Nested decoding (base64 in gzip in tar ...). */
  maxDecodeDepth: 3,
  maxArchiveMembers: 10_000,
  maxArchiveBytes: 256 * 1024 * 1024,
  maxArchiveRatio: 200,
  maxPathBytes: 4096,
} as const
