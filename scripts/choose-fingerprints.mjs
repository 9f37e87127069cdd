// Chooses, for each literal that the built-in rules look for, the four bytes that the kernel searches, and the bucket
// of its filter that they belong to, so that as little as possible of real text passes the filter. The result is
// src/detect/fingerprints.generated.ts. To be run by hand when literals change, over files as they are scanned:
//
//   node scripts/choose-fingerprints.mjs FILE..
import { readFileSync } from 'node:fs'
import { loadModule, writeGenerated } from './shared.mjs'

const buckets = 8
const fingerprintLength = 4
/** What a fingerprint that stands in the text costs, in candidates: JavaScript is asked. */
const toldCost = 15
const mostTrigrams = 150_000
const rounds = 6

const { compileTables } = await loadModule('src/detect/compile.ts')
const { loadBuiltinRules } = await loadModule('src/rules/builtin.ts')
const { literalWords } = await loadModule('src/kernel/literals.ts')
const { literals } = compileTables(loadBuiltinRules()).fingerprints
const samples = process.argv.slice(2).map((file) => readFileSync(file))
if (samples.length === 0) throw new Error('name files of text to choose by')
const total = samples.reduce((sum, { length }) => sum + length, 0)

const trigrams = countTrigrams()
const options = literals.map(({ text, ignoreCase }) =>
  Array.from({ length: Math.max(1, text.length - fingerprintLength + 1) }, (_, offset) =>
    makeOption(text.slice(offset, offset + fingerprintLength), ignoreCase, offset),
  ),
)
countTold()

let best = null
for (let round = 0; round < rounds; round++) {
  const found = improve(round)
  console.log(`round ${round + 1}: ${describe(found)}`)
  if (best === null || found.cost < best.cost) best = found
}
const rows = literals
  .map(({ text, ignoreCase }, index) => {
    const { option, bucket } = best.choice[index]
    return [text, ignoreCase, options[index][option].offset, bucket]
  })
  .toSorted((a, b) => (a[0] < b[0] ? -1 : 1))
writeGenerated(
  'src/detect/fingerprints.generated.ts',
  `// Made by scripts/choose-fingerprints.mjs; not for editing.\n` +
    `/** By literal: whether case matters not, where its fingerprint stands, and the bucket of that. */\n` +
    `export const chosenFingerprints: readonly (readonly [string, boolean, number, number])[] = [\n` +
    rows.map((row) => `  [${row.map((cell) => JSON.stringify(cell)).join(', ')}],\n`).join('') +
    `]\n`,
)

/** The most frequent ones with their counts, each file as heavy as any other. */
function countTrigrams() {
  const counts = new Float64Array(1 << 24)
  for (const bytes of samples) {
    const weight = total / samples.length / bytes.length
    for (let at = 2; at < bytes.length; at++) {
      counts[bytes[at - 2] | (bytes[at - 1] << 8) | (bytes[at] << 16)] += weight
    }
  }
  const seen = []
  for (let trigram = 0; trigram < counts.length; trigram++)
    if (counts[trigram] > 0) seen.push(trigram)
  seen.sort((a, b) => counts[b] - counts[a])
  const kept = seen.slice(0, mostTrigrams)
  return kept.map((trigram) => ({
    bytes: [trigram & 255, (trigram >> 8) & 255, trigram >> 16],
    count: counts[trigram],
  }))
}

/** The nibbles of its first three bytes, as `addToBucket` of the kernel has them. */
function makeOption(text, ignoreCase, offset) {
  const [{ value, fold, length }] = literalWords([{ text, ignoreCase, bucket: null }])
  const nibbles = new Uint32Array(6)
  for (let at = 0; at < 3; at++) {
    for (let byte = 0; byte < 256; byte++) {
      const folded = byte | ((fold >>> (8 * at)) & 0xff)
      if (at < length && folded !== ((value >>> (8 * at)) & 0xff)) continue
      nibbles[at * 2] |= 1 << (byte & 15)
      nibbles[at * 2 + 1] |= 1 << (byte >> 4)
    }
  }
  return { text, ignoreCase, offset, nibbles, told: 0 }
}

/** How often each fingerprint itself stands in the samples. */
function countTold() {
  for (const option of options.flat()) {
    for (const bytes of samples) {
      const weight = total / samples.length / bytes.length
      const text = option.ignoreCase
        ? bytes.toString('latin1').toLowerCase()
        : bytes.toString('latin1')
      const wanted = option.ignoreCase ? option.text.toLowerCase() : option.text
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1))
        option.told += weight
    }
  }
}

/** What a bucket with these options lets through. */
function passing(members) {
  if (members.length === 0) return 0
  const union = new Uint32Array(6)
  for (const { nibbles } of members) for (let at = 0; at < 6; at++) union[at] |= nibbles[at]
  let sum = 0
  for (const { bytes, count } of trigrams) {
    const [a, b, c] = bytes
    if (
      (union[0] >> (a & 15)) & (union[1] >> (a >> 4)) & 1 &&
      (union[2] >> (b & 15)) & (union[3] >> (b >> 4)) & 1 &&
      (union[4] >> (c & 15)) & (union[5] >> (c >> 4)) & 1
    )
      sum += count
  }
  return sum
}

/** From a random start, moves one literal at a time to where it costs least, until nothing gets better. */
function improve(seed) {
  const random = seeded(seed)
  const choice = options.map((list) => ({
    option: Math.floor(random() * list.length),
    bucket: Math.floor(random() * buckets),
  }))
  const membersOf = (bucket, without) =>
    choice.flatMap((each, index) =>
      each.bucket === bucket && index !== without ? options[index][each.option] : [],
    )
  for (let moved = true; moved;) {
    moved = false
    for (const index of options.keys()) {
      const others = Array.from({ length: buckets }, (_, bucket) => membersOf(bucket, index))
      const before = others.map(passing)
      let least = Infinity
      let to = choice[index]
      for (const [option, each] of options[index].entries()) {
        for (let bucket = 0; bucket < buckets; bucket++) {
          const cost = passing([...others[bucket], each]) - before[bucket] + each.told * toldCost
          if (cost < least - 1e-6) {
            least = cost
            to = { option, bucket }
          }
        }
      }
      if (to.option !== choice[index].option || to.bucket !== choice[index].bucket) moved = true
      choice[index] = to
    }
  }
  const cost = Array.from({ length: buckets }, (_, bucket) =>
    passing(membersOf(bucket, -1)),
  ).reduce((a, b) => a + b)
  const told = choice.reduce((sum, { option }, index) => sum + options[index][option].told, 0)
  return { choice, passes: cost, told, cost: cost + told * toldCost }
}

function describe({ passes, told }) {
  return `${((passes / total) * 1000).toFixed(2)} of 1,000 bytes pass the filter, ${((told / total) * 1000).toFixed(3)} begin a fingerprint`
}

function seeded(seed) {
  let state = seed + 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
