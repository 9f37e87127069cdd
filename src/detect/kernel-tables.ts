import { base64Values } from '../bytes/base64-values.ts'
import { byteClass } from '../bytes/classes.ts'
import { commonPairTable } from '../bytes/token-stats.ts'
import { collectWhat } from '../kernel/events.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { KernelPrefix, KernelTables } from '../kernel/tables.ts'
import type { EngineTables } from './compile.ts'
import { openHints } from './hints.ts'

/** Whose tables a kernel holds, by the list of tokens that an engine and its tables share. */
const owners = new WeakMap<Kernel, EngineTables['tokens']>()

/** Scans of one thread share its kernel: one with other rules may have been at it since the last text. */
export function holdsTables(engine: EngineTables, kernel: Kernel): boolean {
  return owners.get(kernel) === engine.tokens
}

/**
 * Gives a kernel what it needs to look for this engine's candidates.
 *
 * @returns the lists it has to look for, as bits of `collectWhat`; null: plain code has to do it all
 */
export function prepareKernel(engine: EngineTables, kernel: Kernel): number | null {
  const { fingerprints, literals, phrases, keyPairs } = engine
  if (kernel.collect === null || (literals !== null && fingerprints === null)) return null
  kernel.setLiterals(fingerprints?.kernelLiterals ?? [])
  if (!kernel.setTables(kernelTables(engine))) return null
  if (engine.patterns?.literals) kernel.setFilter(engine.patterns.literals.filter)
  owners.set(kernel, engine.tokens)
  let what = 0
  if (phrases !== null) what |= collectWhat.words
  if (keyPairs !== null) what |= collectWhat.numbers
  return what
}

function kernelTables({ tokens, cuts, prefixes }: EngineTables): KernelTables {
  return {
    classes: byteClass,
    base64Values,
    commonPairs: commonPairTable,
    cuts: [cuts.alnum, cuts.base64url, cuts.base64],
    tokens: tokens.map(({ alphabet, randomness, shape, isNoDigest }) => ({
      members: alphabet.members,
      test: randomness,
      hints: shape.hints.length === 0 ? [] : [...shape.hints, ...openHints],
      suffix: shape.suffix,
      isNoDigest,
    })),
    prefixes: (prefixes?.entries ?? []).map(({ text, token }): KernelPrefix => {
      const { alphabet, shape } = tokens[token]!
      return {
        text,
        pieceLengths: prefixes!.first[text.charCodeAt(0) | (text.charCodeAt(1) << 8)]!,
        allowed: alphabet.allowed,
        members: alphabet.members,
        minLength: shape.minLength,
        maxLength: shape.maxLength,
      }
    }),
  }
}
