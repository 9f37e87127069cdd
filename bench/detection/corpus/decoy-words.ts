import type { Seeded } from '../../../test/helpers/seeded.ts'

/** Text that decoys of all kinds are filled with. */
export const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('')
export const words: readonly string[] = [
  'order',
  'trade',
  'market',
  'secret',
  'account',
  'binance',
  'exchange',
  'balance',
  'stream',
  'candle',
  'client',
  'handler',
  'factory',
  'service',
  'config',
  'update',
  'position',
  'margin',
  'futures',
  'token',
]
export const identifier = (r: Seeded, length: number): string => {
  let text = r.pick(words)
  while (text.length < length) {
    const next = r.pick(words)
    text += `${next[0]?.toUpperCase()}${next.slice(1)}`
  }
  return text.slice(0, length)
}
