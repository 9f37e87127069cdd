import { describe, expect, test } from 'vitest'
import { phraseOf } from '../../src/bytes/bip39.ts'
import { compileTables } from '../../src/detect/compile.ts'
import { prepareKernel } from '../../src/detect/kernel-tables.ts'
import { createKernel } from '../../src/kernel/create-kernel.ts'
import { collectWhat, eventKinds, eventWords } from '../../src/kernel/events.ts'
import { findPhrases } from '../../src/detect/structures/mnemonic.ts'
import { probeWords } from '../../src/kernel/js-words.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('kernel-words')
const kernel = createKernel()
prepareKernel(compileTables([]), kernel)
kernel.reserve(kernel.heapStart + (1 << 16))

const gaps = [' ', '\n', ', ', '", "', '",\n  "', '\r\n']
const noise = [
  'x = f(1);',
  'The End.',
  'a',
  'is of',
  '12345',
  'snake_case',
  'wonderfulness',
  ' '.repeat(14),
]

/** Phrases, shortened phrases and what may stand between them. */
function makeText(): { text: string; phrases: string[]; places: [number, number][] } {
  const phrases: string[] = []
  const places: [number, number][] = []
  let text = ''
  for (let part = random.int(6); part >= 0; part--) {
    const words = phraseOf(random.bytes(random.pick([16, 20, 24, 28, 32])), 'english').split(' ')
    const gap = random.pick(gaps)
    text += `${random.pick(noise)}=`
    if (random.int(3) === 0) text += words.slice(1).join(gap)
    else {
      const start = text.length
      text += words.join(gap)
      // One phrase in 2,000 is too short for the probe.
      if (text.length - start >= 60) {
        phrases.push(words.join(' '))
        places.push([start, text.length])
      }
    }
    text += `;${random.pick(noise)}`
  }
  return { text, phrases, places }
}

function found(text: string, windows: readonly number[]): string[] {
  const bytes = new TextEncoder().encode(text)
  return told(bytes, windows).flatMap(([start, end]) =>
    findPhrases(bytes, start, end).map(({ value }) => value),
  )
}

function lists(text: string): [number, number][] {
  const bytes = new TextEncoder().encode(text)
  return told(bytes, [0, bytes.length])
}

function listsInPlainCode(text: string): [number, number][] {
  const bytes = new TextEncoder().encode(text)
  const found: [number, number][] = []
  probeWords(bytes, 0, bytes.length, (start, end) => found.push([start, end]))
  return found
}

/** The lists of words that the kernel tells. */
function told(bytes: Uint8Array, windows: readonly number[]): [number, number][] {
  const { heapStart, windowsPtr, eventsPtr, eventsCap, words } = kernel
  kernel.bytes.set(bytes, heapStart)
  words.set(windows, windowsPtr >>> 2)
  const count = kernel.collect!(
    heapStart,
    bytes.length,
    windowsPtr,
    windows.length / 2,
    collectWhat.words,
    eventsPtr,
    eventsCap,
  )
  return Array.from({ length: count }, (_, index) => {
    return words.subarray((eventsPtr >>> 2) + index * eventWords)
  })
    .filter(([kind]) => kind === eventKinds.words)
    .map(([, start, end]) => [start!, end!])
}

describe('the kernel', () => {
  test('finds every phrase of a text and no other', () => {
    for (let round = 0; round < 300; round++) {
      const { text, phrases } = makeText()
      const lucky = found(text, [0, text.length]).filter((each) => !phrases.includes(each))
      expect(found(text, [0, text.length])).toEqual(expect.arrayContaining(phrases))
      // A phrase without its first word can be one by chance: of 14 words none, of 12 one in 16.
      expect(lucky.every((each) => each.split(' ').length < 24)).toBe(true)
    }
  })

  test('a window that touches a phrase finds it', () => {
    for (let round = 0; round < 300; round++) {
      const { text, phrases, places } = makeText()
      for (const [index, [start, end]] of places.entries()) {
        const inside = start + random.int(end - start)
        const window = [Math.max(0, inside - random.int(20)), inside + 1 + random.int(20)]
        expect(found(text, window)).toContain(phrases[index])
      }
    }
  })

  test.each(['english', 'spanish', 'french', 'italian', 'portuguese', 'czech'])(
    'tells lists of words in %s',
    (language) => {
      for (let round = 0; round < 200; round++) {
        const phrase = phraseOf(random.bytes(32), language)
        const form = random.pick(['NFC', 'NFD'])
        const words = phrase.normalize(form).split(' ')
        const text = `${'x'.repeat(random.int(70))} = ${words.join(random.pick(gaps))};`
        expect(lists(text)).toHaveLength(1)
        expect(listsInPlainCode(text)).toEqual(lists(text))
      }
    },
  )

  test('tells words with numbers directly around them', () => {
    const words = phraseOf(random.bytes(32), 'english').split(' ')
    const text = `x = ${words.map((word, index) => `${index + 1}${word}`).join('')};`
    expect(lists(text)).toHaveLength(1)
    expect(listsInPlainCode(text)).toHaveLength(1)
  })

  test('tells no prose', () => {
    const prose =
      'These nightly builds usually contain newer compilers which were shipped without proper testing'
    expect(lists(`= ${prose.toLowerCase()};`)).toEqual([])
  })
})
