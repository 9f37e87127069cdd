import { eventKinds, eventWords } from '../kernel/events.ts'
import { addKeyPair, addLiteral, addPhrases } from './add-structure.ts'
import type { EngineTables } from './compile.ts'
import { confirmLiterals } from './fingerprints.ts'
import type { KernelText } from './kernel-text.ts'
import { addEncoded, addRewrite } from './scratch.ts'
import type { Scratch } from './scratch.ts'
import { confirmPrefix, confirmToken } from './test-token.ts'

/**
 * Lets the kernel look for everything in one call and judges what it tells: on a large history one run of token bytes
 * in eighty leaves a token. False when it cannot: then plain code does all of it.
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
  const { words, collect, windowsPtr, windowsCap, eventsPtr, eventsCap } = kernel
  if (collect === null) return false
  let list = windows.byteOffset
  if (windows.buffer !== words.buffer) {
    if (windowCount > windowsCap) return false
    const first = windowsPtr >>> 2
    for (let index = 0; index < windowCount * 2; index++) words[first + index] = windows[index]!
    list = windowsPtr
  }
  const { ptr, length } = text
  const count = collect(ptr, length, list, windowCount, what, eventsPtr, eventsCap)
  if (count < 0) return false
  if (count > 0) takeEvents(engine, words, eventsPtr >>> 2, count, bytes, scratch)
  return true
}

/** In the order in which plain code finds them: pieces, literals, phrases, lists of numbers. */
function takeEvents(
  engine: EngineTables,
  words: Uint32Array,
  first: number,
  count: number,
  bytes: Uint8Array,
  scratch: Scratch,
): void {
  const end = first + count * eventWords
  const kinds = takePieces(engine, words, first, end, bytes, scratch)
  if ((kinds & (1 << eventKinds.literal)) !== 0) {
    forEach(words, first, end, eventKinds.literal, (at, _, found) =>
      confirmLiterals(engine.fingerprints!, bytes, at, found, (start, literal) =>
        addLiteral(engine, bytes, start, literal, scratch),
      ),
    )
  }
  if ((kinds & (1 << eventKinds.words)) !== 0) {
    forEach(words, first, end, eventKinds.words, (start, stop) =>
      addPhrases(engine.phrases!, bytes, start, stop, scratch),
    )
  }
  if ((kinds & (1 << eventKinds.numbers)) !== 0) {
    forEach(words, first, end, eventKinds.numbers, (start, stop) =>
      addKeyPair(engine.keyPairs!, bytes, start, stop, scratch),
    )
  }
}

function forEach(
  words: Uint32Array,
  first: number,
  end: number,
  kind: number,
  take: (start: number, end: number, extra: number) => void,
): void {
  for (let event = first; event < end; event += eventWords) {
    if (words[event] === kind) take(words[event + 1]!, words[event + 2]!, words[event + 3]!)
  }
}

/** @returns the kinds of all events, as bits */
function takePieces(
  engine: EngineTables,
  words: Uint32Array,
  first: number,
  last: number,
  bytes: Uint8Array,
  scratch: Scratch,
): number {
  let kinds = 0
  let piece = 0
  let isChecked = false
  let isKnown = false
  for (let event = first; event < last; event += eventWords) {
    const head = words[event]!
    const index = head >>> 8
    const start = words[event + 1]!
    const end = words[event + 2]!
    const extra = words[event + 3]!
    const kind = head & 0xff
    kinds |= 1 << kind
    if (kind === eventKinds.token) {
      if (extra !== piece) isChecked = isKnown = false
      piece = extra
      const { isText, shape } = engine.tokens[index]!
      if (isKnown && !isText) continue
      const verdict = confirmToken(engine, scratch, bytes, index, start, end, isChecked)
      isKnown ||= verdict === 'known'
      isChecked ||= verdict === 'taken' && shape.suffix === '' && !isText
    } else if (kind === eventKinds.prefix) {
      const { text, token } = engine.prefixes!.entries[index]!
      confirmPrefix(engine, scratch, bytes, token, start, start + text.length, end)
    } else if (kind === eventKinds.encoded) addEncoded(scratch, start, end)
    else if (kind === eventKinds.rewrite) addRewrite(scratch, start, end, extra)
  }
  return kinds
}
