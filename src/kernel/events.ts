/** What `Kernel.collect` looks for besides pieces and literals; bits that can be put together. */
export const collectWhat = { words: 1, numbers: 2 } as const

/**
 * What `Kernel.collect` tells: four u32 an event, kind in the lowest byte of the first. Offsets are relative to the
 * text; events of one kind come in the text's order, pieces of one run in the order of the cuts.
 */
export const eventKinds = {
  /** Index of the token << 8, start, end (without a suffix), number of the piece it was tested on. */
  token: 1,
  /** Index of the prefix << 8, start of the prefix, end of the body (without a suffix), 0. */
  prefix: 2,
  /** 0, start, end of base64 that stands for readable text, 0. */
  encoded: 3,
  /** 0, start, end of a run, how the text around it continues it. */
  rewrite: 4,
  /** 0, offset, 0, bit set of the literals whose fingerprints match there. */
  literal: 5,
  /** 0, start, end of a stretch that could be a recovery phrase, 0. */
  words: 6,
  /** 0, start, end of a list of numbers, 0. */
  numbers: 7,
} as const

/** u32 of one event. */
export const eventWords = 4
