import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { limits } from '../../../src/model/limits.ts'
import {
  expandArchive,
  type ArchiveLimits,
  type ExpandOutcome,
} from '../../../src/sources/archive/expand.ts'
import { archiveKind } from '../../../src/sources/archive/kind.ts'
import { endsAsMovedZip } from '../../../src/sources/archive/zip-end.ts'
import { ar, gzip, tar, zip } from '../../helpers/archives.ts'
import { seeded } from '../../helpers/seeded.ts'

interface Opened extends ExpandOutcome {
  readonly files: Readonly<Record<string, string>>
}

function open(
  bytes: Uint8Array,
  bounds: Partial<ArchiveLimits> = {},
  room: Uint8Array | null = null,
): Opened {
  const files: Record<string, string> = {}
  const kind = archiveKind(bytes)
  if (kind === null) throw new Error('no archive')
  const outcome = expandArchive(
    bytes,
    kind,
    (member) => {
      files[member.via.join(' > ')] = Buffer.from(member.bytes).toString('latin1')
    },
    { ...limits, ...bounds },
    room,
  )
  return { ...outcome, files }
}

const env = { name: 'conf/.env', content: 'A=1\n' }

describe('each format and what they make together', () => {
  test.each<[string, Uint8Array, string]>([
    ['gzip', gzip('A=1\n'), 'gzip'],
    ['zip', zip([env]), 'zip:conf/.env'],
    ['zip, stored', zip([{ ...env, stored: true }]), 'zip:conf/.env'],
    ['tar', tar([env]), 'tar:conf/.env'],
    ['tar.gz', gzip(tar([env])), 'gzip > tar:conf/.env'],
    [
      'tar.gz in zip',
      zip([{ name: 'a.tgz', content: gzip(tar([env])) }]),
      'zip:a.tgz > gzip > tar:conf/.env',
    ],
    ['ar', ar([env]), 'ar:conf/.env'],
    [
      'Debian package',
      ar([{ name: 'data.tar.gz', content: gzip(tar([env])) }]),
      'ar:data.tar.gz > gzip > tar:conf/.env',
    ],
    ['jar in tar', tar([{ name: 'a.jar', content: zip([env]) }]), 'tar:a.jar > zip:conf/.env'],
  ])('%s', (_, bytes, via) => {
    const opened = open(bytes)
    expect(opened.files).toEqual({ [via]: 'A=1\n' })
    expect(opened).toMatchObject({ skipped: [], complete: true })
    const room = new Uint8Array(1 << 20)
    expect(open(bytes, {}, room)).toEqual(opened)
  })

  test('what GNU tar writes: long names, folders, links', () => {
    const folder = mkdtempSync(join(tmpdir(), 'straykey-tar-'))
    try {
      const long = `${'long-folder-name/'.repeat(9)}file.env`
      mkdirSync(join(folder, 'in', long, '..'), { recursive: true })
      writeFileSync(join(folder, 'in', long), 'A=1\n')
      for (const format of ['gnu', 'pax', 'ustar']) {
        const file = join(folder, `${format}.tar.gz`)
        execFileSync('tar', ['-czf', file, `--format=${format}`, '-C', join(folder, 'in'), '.'])
        const { files, skipped } = open(readFileSync(file))
        expect(Object.keys(files)).toEqual([`gzip > tar:./${long}`])
        expect(skipped).toEqual([])
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('a plain member is placed exactly, a packed one as a whole', () => {
    const places = (bytes: Uint8Array): [number, number][] => {
      const found: [number, number][] = []
      expandArchive(bytes, archiveKind(bytes)!, ({ start, end }) => found.push([start, end]))
      return found
    }
    const plain = tar([{ name: 'inner.tar', content: tar([env]) }])
    const [[start, end]] = places(plain) as [[number, number]]
    expect(plain.toString('latin1', start, end)).toBe('A=1\n')
    const packed = gzip(tar([env]))
    expect(places(packed)).toEqual([[0, packed.length]])
  })
})

describe('a zip behind something else', () => {
  const script = '#!/bin/sh\nexec unzip "$0"\n'
  const moved = Buffer.concat([Buffer.from(script), zip([env])])
  /** Its offsets are those in the whole file, as `zip -A` makes them. */
  const adjusted = (): Buffer => {
    const bytes = Buffer.from(moved)
    const end = bytes.length - 22
    const directory = end - bytes.readUInt32LE(end + 12)
    bytes.writeUInt32LE(directory, end + 16)
    bytes.writeUInt32LE(script.length, directory + 42)
    return bytes
  }

  test('by offsets of its own', () => {
    expect(open(moved)).toMatchObject({
      files: { '': script, 'zip:conf/.env': 'A=1\n' },
      skipped: [],
      complete: true,
    })
  })

  test('by offsets in the whole file', () => {
    const { files, skipped } = open(adjusted())
    expect(files['zip:conf/.env']).toBe('A=1\n')
    expect(files['']!.startsWith(script)).toBe(true)
    expect(skipped).toEqual([])
  })

  test('in a program, with a signature behind it', () => {
    const program = Buffer.concat([
      Buffer.from('MZ'),
      Buffer.from('PK\u0005\u0006 is looked for'),
      zip([env]),
      Buffer.alloc(9000, 7),
    ])
    expect(open(program).files).toMatchObject({ 'zip:conf/.env': 'A=1\n' })
  })

  test('too large to be read at once: told by its last window', () => {
    expect(endsAsMovedZip(moved.subarray(10), 10)).toBe(true)
    expect(endsAsMovedZip(zip([env]).subarray(10), 10)).toBe(false)
    expect(endsAsMovedZip(moved.subarray(10, -1), 10)).toBe(false)
  })

  test('in an archive', () => {
    const { files } = open(gzip(moved))
    expect(files).toEqual({ gzip: script, 'gzip > zip:conf/.env': 'A=1\n' })
  })

  test.each([
    ['text behind it', Buffer.concat([moved, Buffer.from('the end')])],
    ['its last record alone', Buffer.concat([Buffer.from(script), moved.subarray(-22)])],
    ['an empty one', Buffer.concat([Buffer.from(script), zip([])])],
    ['a program that knows the signature', Buffer.from('MZ PK\u0005\u0006 is looked for')],
    ['less than a record', Buffer.from('MZ')],
  ])('%s: no archive', (_, bytes) => {
    expect(archiveKind(bytes)).toBeNull()
  })

  test('damage: nothing throws', () => {
    const random = seeded('behind')
    for (let round = 0; round < 500; round++) {
      const bytes = Buffer.from(round % 2 === 0 ? moved : adjusted())
      for (let i = 0; i < 3; i++) bytes[random.int(bytes.length)] = random.int(256)
      const opened = archiveKind(bytes) === null ? null : open(bytes)
      expect(opened?.members ?? 0).toBeLessThan(2)
    }
  })
})

describe('what is not looked at is told', () => {
  test('encrypted and unknown members', () => {
    const bytes = zip([
      { ...env, encrypted: true },
      { ...env, encrypted: true },
      { ...env, method: 12 },
      { name: 'open', content: 'B=2' },
    ])
    expect(open(bytes)).toMatchObject({
      files: { 'zip:open': 'B=2' },
      skipped: [
        { reason: 'encrypted-archive', detail: 'a member is encrypted (2 times)' },
        { reason: 'unsupported', detail: 'a member is packed in a way that is not known' },
      ],
    })
  })

  test.each([
    ['bzip2', Buffer.from('BZh91AY&SY')],
    ['xz', Buffer.from('\u00fd7zXZ\0', 'latin1')],
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ])('%s', (kind, bytes) => {
    expect(open(bytes).skipped).toEqual([
      { reason: 'unsupported', detail: `${kind} is not unpacked` },
    ])
  })

  test('damage: cut at every byte, nothing throws', () => {
    const whole = zip([env, { name: 'b', content: tar([env]) }])
    for (let length = 4; length < whole.length; length++) {
      const cut = open(whole.subarray(0, length))
      expect(cut.complete).toBe(false)
    }
    const random = seeded('damage')
    for (let round = 0; round < 500; round++) {
      const bytes = Buffer.from(random.pick([whole, gzip(tar([env])), tar([env, env])]))
      for (let i = 0; i < 3; i++) bytes[4 + random.int(bytes.length - 4)] = random.int(256)
      if (archiveKind(bytes) !== null) open(bytes)
    }
  })
})

describe('bombs', () => {
  const zeros = Buffer.alloc(8 << 20)

  test('one that unpacks to 1,000 times its size', () => {
    const bytes = gzip(zeros)
    const opened = open(bytes)
    expect(opened).toMatchObject({ files: {}, skipped: [{ reason: 'archive-limit' }] })
    expect(opened.inflated).toBeLessThanOrEqual(bytes.length * limits.maxArchiveRatio)
  })

  test('overlapping members: bytes in all are bounded', () => {
    const packed = deflateRawSync(Buffer.alloc(1 << 20))
    const one = zip([{ name: 'a', content: Buffer.alloc(1 << 20) }])
    const start = one.indexOf('PK\u0001\u0002')
    const entry = one.subarray(start, one.indexOf('PK\u0005\u0006'))
    const end = Buffer.from(one.subarray(one.indexOf('PK\u0005\u0006')))
    end.writeUInt16LE(5000, 10)
    const bytes = Buffer.concat([
      one.subarray(0, start),
      ...Array.from({ length: 5000 }, () => entry),
      end,
    ])
    const opened = open(bytes, { maxArchiveBytes: 10 << 20 })
    expect(opened.inflated).toBe(10 << 20)
    expect(packed.length * 5000).toBeLessThan(opened.inflated)
    expect(opened.skipped[0]).toMatchObject({ reason: 'archive-limit' })
  })

  test('stored members that lie in each other are shown no more often than there is room for them', () => {
    const one = zip([{ name: 'a', content: Buffer.alloc(1 << 20), stored: true }])
    const start = one.indexOf('PK\u0001\u0002')
    const entry = one.subarray(start, one.indexOf('PK\u0005\u0006'))
    const end = Buffer.from(one.subarray(one.indexOf('PK\u0005\u0006')))
    end.writeUInt16LE(5000, 10)
    const opened = open(
      Buffer.concat([one.subarray(0, start), ...Array.from({ length: 5000 }, () => entry), end]),
    )
    expect(opened.members).toBe(1)
    expect(opened.skipped).toEqual([
      { reason: 'archive-limit', detail: 'members that lie in each other' },
    ])
  })

  test('archives in archives end at the depth', () => {
    let bytes = zip([env])
    for (let depth = 0; depth < 10; depth++) bytes = zip([{ name: 'inner.zip', content: bytes }])
    const opened = open(bytes)
    expect(opened.skipped).toEqual([
      { reason: 'archive-limit', detail: 'archives more than 4 deep' },
    ])
    expect(opened.members).toBe(limits.maxArchiveDepth)
  })

  test('many members: counted over all archives inside', () => {
    const files = Array.from({ length: 60 }, (_, n) => ({ name: `${n}`, content: 'x' }))
    const bytes = zip(files.map(({ name }) => ({ name, content: zip(files) })))
    const opened = open(bytes, { maxArchiveMembers: 500 })
    expect(opened.members).toBe(500)
    expect(opened.skipped[0]).toMatchObject({ reason: 'archive-limit' })
  })

  test('a directory that lies about its length allocates nothing', () => {
    const bytes = zip([env])
    bytes.writeUInt16LE(0xfffe, bytes.length - 12)
    expect(open(bytes)).toMatchObject({ complete: false, files: { 'zip:conf/.env': 'A=1\n' } })
  })
})

test('a gzip stream that is cut short gives what it has, and that is told', () => {
  const text = Array.from({ length: 400 }, (_, n) => `LINE_${n}=${seeded(n).hex(8)}\n`).join('')
  const whole = gzip(text)
  expect(open(whole).skipped).toEqual([])
  const { files, skipped, complete } = open(whole.subarray(0, whole.length - 40))
  expect(text.startsWith(files['gzip']!)).toBe(true)
  expect(files['gzip']!.length).toBeGreaterThan(text.length / 2)
  expect(skipped).toEqual([{ reason: 'corrupt', detail: 'gzip: cut short' }])
  expect(complete).toBe(false)
})
