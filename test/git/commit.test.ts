import { expect, test } from 'vitest'
import { isoDate, parseCommit, parsePerson } from '../../src/git/commit.ts'
import { parseTag } from '../../src/git/tag.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('commit')
const [tree, one, two] = [random.hex(40), random.hex(40), random.hex(40)]
const armor = (label: string): string[] => [
  `-----BEGIN ${label}-----`,
  '',
  ...Array.from({ length: 5 }, () => random.base64(64)),
  `=${random.base64(4)}`,
  `-----END ${label}-----`,
]

function parse(lines: readonly string[]) {
  const bytes = Buffer.from(lines.join('\n'))
  const commit = parseCommit(bytes, 40)
  if (commit === null) return null
  const at = (start: number): string => bytes.toString('latin1', start, start + 40)
  return {
    tree: at(commit.treeAt),
    parents: commit.parentsAt.map(at),
    author: parsePerson(bytes, commit.author, commit.encoding),
    committer: parsePerson(bytes, commit.committer, commit.encoding),
    message: bytes.toString('utf8', commit.messageAt),
    text: commit.text.map(({ start, end }) => bytes.toString('utf8', start, end)),
  }
}

test('a merge with signatures: fields, message, and text without armor', () => {
  const commit = parse([
    `tree ${tree}`,
    `parent ${one}`,
    `parent ${two}`,
    'author Ada Lovelace <ada@example.com> 1700000000 +0130',
    'committer Çelik <c@example.com> 1700000100 -0800',
    `mergetag object ${two}`,
    ' type commit',
    ' tag v1',
    ' tagger T <t@example.com> 1 +0000',
    ' ',
    ' the tag says this',
    ...armor('PGP SIGNATURE').map((line) => ` ${line}`),
    ...armor('PGP SIGNATURE').map((line, i) => (i === 0 ? `gpgsig ${line}` : ` ${line}`)),
    '',
    'Merge',
    '',
    ...armor('PGP SIGNATURE'),
    'end',
  ])!
  expect(commit).toMatchObject({
    tree,
    parents: [one, two],
    author: { name: 'Ada Lovelace', time: 1_700_000_000, zone: 90 },
    committer: { name: 'Çelik', time: 1_700_000_100, zone: -480 },
  })
  expect(commit.message.split('\n')[0]).toBe('Merge')
  const text = commit.text.join('|')
  expect(text).toContain('the tag says this')
  expect(text).toContain('Merge')
  expect(text).toContain('end')
  expect(text).not.toMatch(/[A-Za-z0-9+/]{64}/)
})

test('armor is found wherever it begins, also behind other dashes', () => {
  for (let before = 0; before < 12; before++) {
    for (const filler of ['a', '-', '-- ', 'a--']) {
      const message = [filler.repeat(before), ...armor('SSH SIGNATURE'), 'end']
      const head = [`tree ${tree}`, 'author A <a> 1 +0000', 'committer A <a> 1 +0000', '']
      const text = parse([...head, ...message])!.text.slice(2)
      expect(text.join('|').trim()).toBe(before === 0 ? '|\nend' : `${message[0]}\n|\nend`)
    }
  }
})

test('armor that never ends hides nothing', () => {
  const key = random.base62(64)
  const commit = parse([
    `tree ${tree}`,
    'author A <a> 1 +0000',
    'committer A <a> 1 +0000',
    '',
    '-----BEGIN PGP SIGNATURE-----',
    key,
  ])!
  expect(commit.text.join('')).toContain(key)
})

test.each([
  ['no date', 'A <a@b>', { name: 'A', time: 0, zone: 0 }],
  ['no address', 'A 5 +0000', { name: 'A 5 +0000', time: 0, zone: 0 }],
  ['an address in the name', 'A <x> B <a@b> 7 -0030', { name: 'A', time: 7, zone: -30 }],
  ['a date before 1970', 'A <a@b> -7 +0000', { name: 'A', time: -7, zone: 0 }],
  ['a date beyond reason', 'A <a@b> 99999999999999999999 +9999', { name: 'A', time: 0, zone: 0 }],
  ['nothing at all', '', { name: '', time: 0, zone: 0 }],
])('who and when: %s', (_, line, person) => {
  const bytes = Buffer.from(line)
  expect(parsePerson(bytes, { start: 0, end: bytes.length }, '')).toEqual(person)
})

test('names in another encoding', () => {
  const bytes = Buffer.from('4772fcdf65203c613e20312b', 'hex')
  const range = { start: 0, end: bytes.length }
  expect(parsePerson(bytes, range, 'ISO-8859-1').name).toBe('Grüße')
  expect(parsePerson(bytes, range, 'no-such-encoding').name).toBe('Gr\ufffd\ufffde')
})

test('dates carry the offset of their author', () => {
  expect(isoDate(1_700_000_000, 330)).toBe('2023-11-15T03:43:20+05:30')
  expect(isoDate(1_700_000_000, -480)).toBe('2023-11-14T14:13:20-08:00')
  expect(isoDate(Number.NaN, 0)).toBe('1970-01-01T00:00:00+00:00')
})

test('what is no commit or tag is said to be none', () => {
  expect(parse(['hello'])).toBeNull()
  expect(parse([`tree ${tree.slice(1)}`, ''])).toBeNull()
  expect(parseTag(Buffer.from('object abc\ntype commit\n\n'), 40)).toBeNull()
  expect(parse([`tree ${tree}`, ''])).toMatchObject({ parents: [], message: '', text: [] })
})

test('a signed tag', () => {
  const lines = [
    `object ${one}`,
    'type commit',
    'tag v1.0',
    'tagger T <t@example.com> 1700000000 +0000',
    '',
    'Release',
    ...armor('SSH SIGNATURE'),
    '',
  ]
  const bytes = Buffer.from(lines.join('\n'))
  const tag = parseTag(bytes, 40)!
  expect(bytes.toString('latin1', tag.objectAt, tag.objectAt + 40)).toBe(one)
  expect(tag).toMatchObject({ type: 'commit', name: 'v1.0' })
  const text = tag.text.map(({ start, end }) => bytes.toString('latin1', start, end)).join('|')
  expect(text).toContain('Release')
  expect(text).toContain('v1.0')
  expect(text).not.toMatch(/[A-Za-z0-9+/]{64}/)
})
