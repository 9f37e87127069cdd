import { generateMnemonic, validateMnemonic } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { describe, expect, test } from 'vitest'
import { hasValidChecksum, languages, phraseOf, wordTable } from '../../../src/bytes/bip39.ts'
import type { ScanOutcome } from '../../../src/detect/index.ts'
import { createDetector } from '../../helpers/detect.ts'
import { seeded } from '../../helpers/seeded.ts'

const random = seeded('wallet-mnemonic')
const detector = createDetector()
const say = (text: string): string[] => detector.say(text)
const scan = (text: string): ScanOutcome => detector.scan(text)
const phrase = (words: number, language = 'english'): string =>
  phraseOf(random.bytes((words * 4) / 3), language)
const found = 'wallet-mnemonic high'

describe('checksum', () => {
  test('agrees with the reference implementation', () => {
    for (const strength of [128, 160, 192, 224, 256]) {
      const words = generateMnemonic(wordlist, strength).split(' ')
      const numbers = words.map((word) => wordTable('english').get(word)!)
      expect(hasValidChecksum(numbers)).toBe(true)
      const other = [...numbers.slice(0, -1), (numbers.at(-1)! + 1) % 2048]
      const text = other.map((number) => wordlist[number]).join(' ')
      expect(hasValidChecksum(other)).toBe(validateMnemonic(text, wordlist))
    }
  })
})

describe.each(['spanish', 'french'])('%s', (language) => {
  const words = phrase(24, language)

  test.each([
    ['without a label', `x = "${words}"\n`],
    ['alone', `${words}\n`],
    ['behind its own label', `Phrase de récupération :\n${words}\n`],
    ['a word a line', `${words.replaceAll(' ', '\n')}\n`],
  ])('%s', (_, text) => {
    expect(say(text)).toEqual([found])
  })
})

describe('behind a label', () => {
  const words = phrase(12).split(' ')

  test.each([
    ['items of YAML', `mnemonic:\n${words.map((word) => `  - ${word}\n`).join('')}`],
    ['an address', `GET /import?mnemonic=${words.join('%20')} HTTP/1.1\n`],
    ['a form', `mnemonic=${words.join('+')}&account=0`],
    ['columns', `Seed\n\n${words.map((word, at) => `${at + 1}) ${word}`.padEnd(16)).join('')}\n`],
  ])('%s', (_, text) => {
    expect(say(text)).toEqual([found])
  })
})

describe.each([12, 15, 18, 21, 24])('%i words', (count) => {
  const words = phrase(count).split(' ')

  test.each([
    ['labelled', `MNEMONIC="${words.join(' ')}"`],
    ['alone', `${words.join(' ')}\n`],
    ['in a comment', `int x; // ${words.join(' ')}`],
    ['a word a line', `${words.join('\n')}\n`],
    ['CRLF', words.join('\r\n')],
    ['wrapped', `${words.slice(0, 6).join(' ')}\n    ${words.slice(6).join(' ')}`],
    ['numbered lines', words.map((word, index) => `${index + 1}. ${word}`).join('\n')],
    ['numbered on one line', words.map((word, index) => `${index + 1}) ${word}`).join(' ')],
    ['a JSON array', JSON.stringify(words)],
    ['an indented JSON array', JSON.stringify(words, null, 4)],
    ['commas', words.join(', ')],
    ...[`' +\n  '`, `" \\\n  "`, `"\n    "`, `' .\n  '`, `" & _\n  "`].map(
      (joint): [string, string] => {
        const [quote] = joint
        const halves = [words.slice(0, 6).join(' '), words.slice(6).join(' ')]
        return [
          `split by ${joint}`,
          `const mnemonic =\n  ${quote}${halves.join(` ${joint}`)}${quote}`,
        ]
      },
    ),
  ])('%s', (_, text) => {
    expect(say(text)).toEqual([found])
    expect(scan(text).hits[0]!.parts[0].value).toBe(words.join(' '))
  })
})

test.each(languages)('%s behind a label', (language) => {
  const text = phrase(24, language)
  expect(say(`mnemonic: "${text}"`)).toEqual([found])
  expect(say(`mnemonic: "${text.normalize('NFKD')}"`)).toEqual([found])
})

describe('what is no phrase', () => {
  const words = phrase(12).split(' ')
  const wrong = [...words.slice(0, 11)]
  for (const last of wordTable('english').keys()) {
    const numbers = [...wrong, last].map((word) => wordTable('english').get(word)!)
    if (!hasValidChecksum(numbers)) {
      wrong.push(last)
      break
    }
  }

  test.each([
    ['a wrong checksum', wrong.join(' ')],
    ['eleven words', words.slice(0, 11).join(' ')],
    ['too many words', `${words.join(' ')} ${phrase(24)}`],
    ['the word list', [...wordTable('english').keys()].join('\n')],
    ['few different words', `${'zoo '.repeat(11)}wrong`],
    ['prose', 'this list shows what each word means when you read the whole page about them all'],
  ])('%s', (_, text) => {
    expect(say(text).filter((line) => line.includes('mnemonic'))).toEqual([])
  })
})

test('a window that touches a phrase finds it whole', () => {
  const text = `${'x = f(y);\n'.repeat(40)}# ${phrase(12)}\n${'g(z);\n'.repeat(40)}`
  const bytes = new TextEncoder().encode(text)
  const at = text.indexOf('#')
  const { engine, scratch } = createDetector()
  for (const from of [at + 2, at + 30, at + 60]) {
    const windows = Uint32Array.of(from, from + 10)
    const { hits } = engine.scan({ bytes, windows, windowCount: 1, kind: 'blob' }, scratch)
    expect(hits.map(({ rule }) => rule)).toEqual(['wallet-mnemonic'])
  }
})

describe('among other words', () => {
  const words = phrase(12)
  const spanish = phrase(12, 'spanish')

  test.each([
    ['below a line of prose', `here is my seed phrase\n${words}\n`],
    ['behind words of the list', `wallet seed phrase ${words}\n`],
    ['a word a line below a title', `seed phrase\n${words.replaceAll(' ', '\n')}\n`],
    [
      'with capitals behind a label',
      `MNEMONIC: ${words.replaceAll(/\b[a-z]/g, (c) => c.toUpperCase())}`,
    ],
    ['decomposed', `frase semilla: ${spanish.normalize('NFD')}`],
    ['a word a line in Spanish', `Seed\n${spanish.replaceAll(' ', '\n')}\n`],
    ['ideographic spaces', `seed: ${phrase(24, 'japanese')}`],
    ['Chinese without blanks', `seed: ${phrase(12, 'simplifiedChinese').replaceAll(' ', '')}\n`],
  ])('%s', (_, text) => {
    expect(say(text)).toEqual([found])
    const { start, end, value } = scan(text).hits[0]!.parts[0]
    const written = Buffer.from(text).subarray(start, end).toString()
    const plain = (some: string): string =>
      some.normalize('NFC').toLowerCase().replaceAll(/\s/g, '')
    expect(plain(written)).toBe(plain(value))
  })

  test.each(['english', 'italian', 'french'])('in %s behind a word with an accent', (language) => {
    const words = phrase(12, language)
    expect(say(`ma phrase secrète est ici: garder réponse\n${words}\n`)).toEqual([found])
    expect(say(`= ${words} fenêtre;`)).toEqual([found])
  })

  test('behind any number of words with another gap', () => {
    const words = phrase(12).replaceAll(' ', ', ')
    for (let count = 0; count < 26; count++) {
      expect(say(`= ${'dog '.repeat(count)}\n(${words})\n`)).toEqual([found])
      expect(say(`= ${'then '.repeat(count)}zoo\n${words};`)).toEqual([found])
    }
  })

  test('in French behind a word of the list and another gap', () => {
    const words = phrase(24, 'french').replaceAll(' ', ', ')
    expect(say(`mnemonic = secret ${words}\n`)).toEqual([found])
  })

  test('several in one file', () => {
    const list = Array.from({ length: 5 }, () => phrase(12))
    const { hits } = scan(`${list.join('\n')}\n`)
    expect(hits.map(({ parts }) => parts[0].value)).toEqual(list)
  })

  test('without a label in languages that need no accents', () => {
    for (const language of ['portuguese', 'czech']) {
      expect(say(`// ${phrase(12, language)}`)).toEqual([found])
    }
  })

  test('rows of a word list are none', () => {
    const all = [...wordTable('english').keys()]
    const shuffled = all.map((_, index) => all[(index * 769) % all.length]!)
    for (const list of [all, shuffled]) {
      const rows = Array.from({ length: 100 }, (_, i) => list.slice(i * 12, i * 12 + 12).join(' '))
      expect(say(rows.join('\n'))).toEqual([])
    }
  })

  test('prose in Chinese is none', () => {
    const all = [...wordTable('simplifiedChinese').keys()]
    const prose = Array.from({ length: 4000 }, () => random.pick(all)).join('')
    expect(say(`seed: 我${prose}。`)).toEqual([])
  })
})
