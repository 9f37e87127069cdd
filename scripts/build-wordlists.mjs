// Packs the official BIP-39 word lists into src/bytes/wordlists.generated.ts: one line of text per language, split when
// first needed, instead of ten modules that build arrays at start-up.
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
