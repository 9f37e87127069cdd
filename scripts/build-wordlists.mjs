// Packs the official BIP-39 word lists into src/bytes/wordlists.generated.ts: one line of text per language, split when
// first needed, instead of ten modules that build arrays at start-up. What the kernel needs to tell their words from
// others goes into src/kernel/assembly/known-words.generated.ts.
import { wordlist as czech } from '@scure/bip39/wordlists/czech.js'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import { wordlist as italian } from '@scure/bip39/wordlists/italian.js'
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js'
import { wordlist as korean } from '@scure/bip39/wordlists/korean.js'
import { wordlist as portuguese } from '@scure/bip39/wordlists/portuguese.js'
import { wordlist as simplifiedChinese } from '@scure/bip39/wordlists/simplified-chinese.js'
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js'
import { wordlist as traditionalChinese } from '@scure/bip39/wordlists/traditional-chinese.js'
import { jsonFunction, writeGenerated } from './shared.mjs'

// English first: almost every phrase is.
const lists = {
  english,
  spanish,
  french,
  italian,
  portuguese,
  czech,
  japanese,
  korean,
  simplifiedChinese,
  traditionalChinese,
}

// NFC is shorter; phrases are brought to it before they are looked up.
const texts = Object.fromEntries(
  Object.entries(lists).map(([name, words]) => [name, words.join(' ').normalize('NFC')]),
)
const names = Object.keys(lists)
  .map((name) => `'${name}'`)
  .join(', ')
writeGenerated(
  'src/bytes/wordlists.generated.ts',
  `// Made by scripts/build-wordlists.mjs from @scure/bip39; not for editing.\n` +
    `export const languages: readonly string[] = [${names}]\n` +
    `/** The words of each language, with blanks between them. */\n${jsonFunction('wordlists', texts)}`,
)
console.log(`word lists: ${Object.keys(lists).length}`)

/** Languages whose phrases are found without a label: `mnemonic.ts`. */
const unlabelled = ['english', 'spanish', 'french', 'italian', 'portuguese', 'czech']
const spellings = unlabelled
  .flatMap((name) => lists[name])
  .flatMap((word) => [word.normalize('NFC'), word.normalize('NFD')])
const hashBits = 16
const bitmap = new Uint8Array(1 << (hashBits - 3))
for (const word of spellings) {
  const hash = hashOf(Buffer.from(word))
  bitmap[hash >> 3] |= 1 << (hash & 7)
}
writeGenerated(
  'src/kernel/assembly/known-words.generated.ts',
  `// Made by scripts/build-wordlists.mjs from @scure/bip39; not for editing.\n` +
    `/** Bit set of the hashes (\`words.ts\`) of all words of ${unlabelled.length} languages. */\n` +
    `export const knownWords: usize = memory.data<u8>([${[...bitmap].join(',')}])\n`,
)

/** As `isKnownWord` of src/kernel/assembly/words.ts makes it. */
function hashOf(bytes) {
  const padded = Buffer.alloc(16)
  padded.set(bytes.subarray(0, 16))
  const mixed = padded.readBigUInt64LE(0) ^ BigInt.asUintN(64, padded.readBigUInt64LE(8) << 24n)
  return Number(BigInt.asUintN(64, (mixed ^ (mixed >> 29n)) * 0x9e3779b97f4a7c15n) >> 48n)
}
