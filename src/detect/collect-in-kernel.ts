import { eventKinds, eventWords } from '../kernel/events.ts'
import { limits } from '../model/limits.ts'
import { addKeyPair, addLiteral, addPhrases } from './add-structure.ts'
import type { EngineTables } from './compile.ts'
import { confirmLiterals } from './fingerprints.ts'
import type { KernelText } from './kernel-text.ts'
import { addEncoded, addRewrite } from './scratch.ts'
import type { Scratch } from './scratch.ts'
import { confirmPrefix, confirmToken } from './test-token.ts'

/**
 * Lets the kernel look for everything in one call and judges what it tells: on a large history that is one event for
 * a hundred runs of token bytes. False when it cannot: then plain code does all of it.
 *
 * @param text where the kernel has the same bytes
 */
export function collectInKernel(
  engine: EngineTables,
  text: KernelText,
  bytes: Uint8Array,
  windows: Uint32Array,
  windowCount: number,
  scratch: Scratch,
): boolean {
  const { kernel, what } = text
  const { words, collect, windowsPtr, windowsCap, runsPtr, runsCap, eventsPtr, eventsCap } = kernel
  if (collect === null) return false
  let list = windows.byteOffset
  if (windows.buffer !== words.buffer) {
    if (windowCount > windowsCap) return false
    const first = windowsPtr >>> 2
    for (let index = 0; index < windowCount * 2; index++) words[first + index] = windows[index]!
    list = windowsPtr
  }
  const { ptr, length } = text
  const { runLength } = limits
  const count = collect(
    ptr,
    length,
    list,
    windowCount,
    what,
    runLength,
    runsPtr,
    runsCap,
    eventsPtr,
    eventsCap,
  )
  if (count < 0) return false
  if (count > 0) takeEvents(engine, words, eventsPtr >>> 2, count, bytes, scratch)
  return true
}

function takeEvents(
  engine: EngineTables,
  words: Uint32Array,
  first: number,
  count: number,
  bytes: Uint8Array,
  scratch: Scratch,
): void {
  let piece = 0
  let isChecked = false
  let isKnown = false
  for (let event = first; event < first + count * eventWords; event += eventWords) {
    const head = words[event]!
    const index = head >>> 8
    const start = words[event + 1]!
    const end = words[event + 2]!
    const extra = words[event + 3]!
    switch (head & 0xff) {
      case eventKinds.token: {
        if (extra !== piece) isChecked = isKnown = false
        piece = extra
        if (isKnown) break
        const verdict = confirmToken(engine, scratch, bytes, index, start, end, isChecked)
        isKnown = verdict === 'known'
        isChecked ||= verdict === 'taken' && engine.tokens[index]!.shape.suffix === ''
        break
      }
      case eventKinds.prefix: {
        const { text, token } = engine.prefixes!.entries[index]!
        confirmPrefix(engine, scratch, bytes, token, start, start + text.length, end)
        break
      }
      case eventKinds.encoded:
        addEncoded(scratch, start, end)
        break
      case eventKinds.rewrite:
        addRewrite(scratch, start, end, extra)
        break
      case eventKinds.literal:
        confirmLiterals(engine.fingerprints!, bytes, start, extra, (at, literal) =>
          addLiteral(engine, bytes, at, literal, scratch),
        )
        break
      case eventKinds.words:
        addPhrases(engine.phrases!, bytes, start, end, scratch)
        break
      default:
        addKeyPair(engine.keyPairs!, bytes, start, end, scratch)
    }
  }
}
