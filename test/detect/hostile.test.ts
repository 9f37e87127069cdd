import { describe, expect, test } from 'vitest'
import { limits } from '../../src/model/limits.ts'
import { compileRules, createScratch } from '../../src/detect/index.ts'
import { createDetector } from '../helpers/detect.ts'
import { patternRule } from '../helpers/pattern-rule.ts'
import { seeded } from '../helpers/seeded.ts'

const detector = createDetector()
const random = seeded('hostile')
const mebibyte = 1 << 20

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

describe('plain rules', () => {
  test('a line of 16 MiB of one token, of names, of quotes', () => {
    for (const unit of [
      'A1b2C3d4',
      'api_key=',
      '"+"',
      "'a'.",
      '%41',
      String.raw`\x41`,
      String.raw`\u0041`,
    ]) {
      const bytes = new Uint8Array(16 * mebibyte)
      const piece = utf8(unit.repeat(8192))
      for (let at = 0; at < bytes.length; at += piece.length) {
        bytes.set(piece.subarray(0, bytes.length - at), at)
      }
      const { hits } = detector.scan(bytes)
      expect(hits.length).toBeLessThanOrEqual(limits.maxCandidatesPerBlob)
    }
  }, 60_000)

  test('a hundred thousand candidates: the first are judged, the rest is told', () => {
    const lines = Array.from(
      { length: 100_000 },
      (_, n) => `binance_key_${n} = "${random.base62(64)}"`,
    )
    const { hits, skipped } = detector.scan(lines.join('\n'))
    expect(hits.length).toBeGreaterThan(1000)
    expect(hits.length).toBeLessThanOrEqual(limits.maxCandidatesPerBlob)
    expect(skipped).toContainEqual({
      reason: 'too-large',
      detail: `more than ${limits.maxCandidatesPerBlob} candidates`,
    })
  }, 60_000)

  test('noise, NULs, broken UTF-8 and UTF-16 of every length', () => {
    for (let round = 0; round < 400; round++) {
      const bytes = random.bytes(random.int(3000))
      const marks = [
        [],
        [0xff, 0xfe],
        [0xfe, 0xff],
        [0xff, 0xfe, 0, 0],
        [0, 0, 0xfe, 0xff],
        [0x41, 0],
      ]
      bytes.set(random.pick(marks).slice(0, bytes.length))
      if (round % 3 === 0) for (let at = 0; at < bytes.length; at += 2) bytes[at] = 0
      expect(() => detector.scan(bytes)).not.toThrow()
    }
  })

  test('base64 in base64 in escapes in base64', () => {
    let text = `binance_key = "${random.base62(64)}"`
    for (let depth = 0; depth < 12; depth++) {
      text = depth % 2 === 0 ? Buffer.from(text).toString('base64') : `x = "${text}\\x20"`
    }
    const { skipped } = detector.scan(text)
    expect(skipped).toContainEqual({ reason: 'archive-limit', detail: 'encoded more than 3 times' })
  })
})

describe("users' patterns", () => {
  const work = (
    regex: string,
    text: string,
  ): { bytesRun: number; matches: number; size: number } => {
    const engine = compileRules([patternRule({ regex })])
    const scratch = createScratch(engine, null)
    const bytes = utf8(text)
    engine.scan({ bytes, windows: null, windowCount: 0, kind: 'file' }, scratch)
    const { bytesRun, matches } = scratch.matcher!
    return { bytesRun, matches: matches.length, size: bytes.length }
  }

  test('literals in every place: each byte is looked at a few times', () => {
    for (const regex of ['key.{0,40}[0-9]{9}', 'key[a-z]{0,200}=[0-9]{4}']) {
      const { bytesRun, size } = work(regex, 'key'.repeat(200_000))
      expect(bytesRun).toBeLessThan(size * 3)
    }
  })

  test('a loop without bound is cut at its window', () => {
    const { bytesRun, size } = work('secretkey.*x9x', `secretkey ${'a'.repeat(mebibyte)}`)
    expect(size).toBeGreaterThan(mebibyte)
    expect(bytesRun).toBeLessThan(2 * 4096)
  })

  test('matches without end are counted', () => {
    const { matches } = work('[0-9]{3}-', '123-'.repeat(50_000))
    expect(matches).toBe(limits.maxCandidatesPerBlob)
  })

  test('one that takes too long is given up, and that is told', () => {
    const engine = compileRules([patternRule({ regex: 'tok-[0-9]{4}' })])
    let time = 0
    const scratch = createScratch(engine, null, () => (time += 1500))
    const bytes = utf8(`tok-1234${' '.repeat(20_000)}`.repeat(9))
    const outcome = engine.scan({ bytes, windows: null, windowCount: 0, kind: 'file' }, scratch)
    expect(outcome.skipped).toEqual([
      { reason: 'time-limit', detail: '1 patterns took too long and were given up' },
    ])
    expect(outcome.hits.length).toBeLessThan(9)
  })
})
