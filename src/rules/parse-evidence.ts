import type { EvidencePlace, EvidenceSpec } from '../model/rule.ts'
import type { FieldReader } from './reader.ts'

const places: readonly [EvidencePlace, ...EvidencePlace[]] = [
  'field',
  'call',
  'line',
  'near',
  'blob',
  'path',
]
/** What a vendor's name is worth, by how close it stands. */
const vendorWeights: readonly (readonly [EvidencePlace, number])[] = [
  ['field', 35],
  ['line', 30],
  ['near', 25],
  ['call', 25],
  ['blob', 15],
  ['path', 20],
]
const fieldWeight = 25
const otherFieldWeight = -45
const callWeight = 15
const plainWord = /^[a-z0-9][a-z0-9 ./:_-]*$/

/** The short forms `vendorWords`, `fields`, `otherFields`, `calls` and the long form `evidence`. */
export function readEvidence(reader: FieldReader): readonly EvidenceSpec[] {
  const specs: EvidenceSpec[] = []
  const vendorWords = readWords(reader, 'vendorWords')
  const aliases = readWords(reader, 'vendorAliases')
  if (vendorWords.length > 0) {
    for (const [where, weight] of vendorWeights) {
      // Short names say something in a field's name, and nothing elsewhere.
      const words = where === 'field' ? [...vendorWords, ...aliases] : vendorWords
      specs.push({ code: `vendor-${where}`, group: 'vendor', weight, words, where })
    }
  }
  const add = (
    field: string,
    code: string,
    group: string,
    weight: number,
    where: EvidencePlace,
  ): void => {
    const words = readWords(reader, field)
    if (words.length > 0) specs.push({ code, group, weight, words, where })
  }
  add('otherFields', 'other-field', 'field', otherFieldWeight, 'field')
  add('fields', 'field', 'field', fieldWeight, 'field')
  add('calls', 'call', 'call', callWeight, 'call')
  for (const child of reader.children('evidence')) specs.push(readEntry(child))
  return specs
}

function readEntry(reader: FieldReader): EvidenceSpec {
  const code = reader.text('code')
  const entry: EvidenceSpec = {
    code,
    group: reader.text('group', code),
    weight: reader.number('weight', [-100, 100]),
    words: readWords(reader, 'words'),
    where: reader.oneOf('where', places),
  }
  reader.finish()
  return entry
}

function readWords(reader: FieldReader, field: string): readonly string[] {
  const words = reader.texts(field)
  for (const word of words) {
    if (!plainWord.test(word) || word.length < 2) {
      reader.fail(field, `"${word}" is no lower-case word of two or more characters`)
    }
  }
  return words
}
