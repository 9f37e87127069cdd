import type { DispatchTable, EngineTables, ReadyTables } from './compile.ts'
import { readyTables } from './tables.generated.ts'

const arrays = { Uint8Array, Uint16Array, Uint32Array }

/** Runs of equal numbers as `[value, count, value, count, ...]`. */
interface PackedArray {
  readonly array: keyof typeof arrays
  readonly length: number
  readonly runs: readonly number[]
}

type PackedTables = Readonly<Record<keyof EngineTables['cuts'], object>>

/**
 * Tables of the built-in rules, as `scripts/build-rules.mjs` left them. To make them takes a commit hook 4 ms, and
 * leaves V8 optimising for another 20 in a thread that the end of the process waits for.
 */
export function loadReadyTables(): ReadyTables {
  const cuts = JSON.parse(readyTables()) as PackedTables
  return {
    cuts: {
      alnum: unpack(cuts.alnum),
      base64url: unpack(cuts.base64url),
      base64: unpack(cuts.base64),
    },
  }
}

function unpack(packed: object): DispatchTable {
  const entries = Object.entries(packed).map(([name, value]) => [name, unpackValue(value)])
  return Object.fromEntries(entries) as DispatchTable
}

function unpackValue(value: unknown): unknown {
  if (!isPackedArray(value)) return value
  const { array, length, runs } = value
  const numbers = new arrays[array](length)
  for (let at = 0, index = 0; index < runs.length; index += 2) {
    const end = at + runs[index + 1]!
    if (runs[index] !== 0) numbers.fill(runs[index]!, at, end)
    at = end
  }
  return numbers
}

function isPackedArray(value: unknown): value is PackedArray {
  return typeof value === 'object' && value !== null && 'array' in value
}
