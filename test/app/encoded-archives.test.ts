import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { scanText } from '../../src/app/scan-text.ts'
import { gzip, tar, zip } from '../helpers/archives.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { seeded } from '../helpers/seeded.ts'

const env = `${binanceEnv(binancePair('encoded'))}# ${seeded('encoded').base64(400)}\n`

function base64(content: string | Uint8Array): string {
  return Buffer.from(content).toString('base64')
}

function found(text: string): unknown[] {
  return scanText(text, { name: 'values.yaml' }).findings.map(({ rule, occurrences: [place] }) => [
    rule,
    place.via,
  ])
}

const pair = 'binance-api-key'

describe('packed data in base64', () => {
  test.each<[string, string, string[]]>([
    ['gzip', base64(gzip(env)), ['base64', 'gzip']],
    ['gzip in base64url', gzip(env).toString('base64url'), ['base64', 'gzip']],
    ['zlib', base64(deflateSync(env)), ['base64', 'zlib']],
    ['zlib, fastest', base64(deflateSync(env, { level: 1 })), ['base64', 'zlib']],
    ['zlib, low', base64(deflateSync(env, { level: 3 })), ['base64', 'zlib']],
    ['zlib, best', base64(deflateSync(env, { level: 9 })), ['base64', 'zlib']],
    [
      'an archive',
      base64(gzip(tar([{ name: 'conf/.env', content: env }]))),
      ['base64', 'gzip', 'tar:conf/.env'],
    ],
    ['wrapped', base64(gzip(env)).replaceAll(/.{76}/g, '$&\n  '), ['base64', 'gzip']],
    ['a release of Helm', base64(base64(gzip(env))), ['base64', 'base64', 'gzip']],
    [
      'base64 inside again',
      base64(gzip(`data: ${base64(gzip(env))}\n`)),
      ['base64', 'gzip', 'base64', 'gzip'],
    ],
  ])('%s', (_, text, via) => {
    expect(found(`release: ${text}\n`)).toEqual([[pair, via]])
  })

  test('in the data of a Kubernetes secret, once', () => {
    const data = base64(base64(gzip(env)))
    expect(found(`kind: Secret\ndata:\n  release: ${data}\n`)).toHaveLength(1)
  })

  test('in a member of an archive, while the archive is read', () => {
    const text = `release: ${base64(gzip(env))}\n`
    const files = [
      { name: 'a.yaml', content: text },
      { name: 'b.env', content: binanceEnv(binancePair('behind it')) },
    ]
    for (const bytes of [zip(files), gzip(tar(files))]) {
      expect(scanText(bytes, { name: 'x' }).findings).toHaveLength(2)
    }
  })

  test('text that only begins like it is no loss, and none that reads `x^`', () => {
    const cut = `H4sIAAAAAAAA${seeded('cut').base62(200)}`
    const { findings, coverage } = scanText(`a: ${cut}\nb: eJz${seeded('z').base62(90)}\n`)
    expect([findings, coverage.skippedCount]).toEqual([[], {}])
    expect(found(`a: ${base64(`x^ is it\n${env}`)}\n`)).toEqual([[pair, ['base64']]])
  })

  test('cut anywhere: nothing throws', () => {
    const whole = base64(gzip(env))
    for (let length = 40; length < whole.length; length += 7) {
      const { coverage } = scanText(`a: ${whole.slice(0, length)}\n`)
      expect(coverage.skippedCount).toEqual({})
    }
  })
})

describe('bombs', () => {
  const zeros = gzip(Buffer.alloc(1 << 20))

  test('many of them in one text end at a limit for all', () => {
    const text = Array.from({ length: 60 }, () => `a: ${base64(zeros)}\n`).join('')
    expect(scanText(text).coverage.skippedCount).toEqual({ 'archive-limit': 1 })
  })

  test('in members of one archive too', () => {
    const files = Array.from({ length: 60 }, (_, n) => ({
      name: `${n}.txt`,
      content: `a: ${base64(zeros)}\n`,
    }))
    const { skippedCount } = scanText(zip(files), { name: 'a.zip' }).coverage
    expect(skippedCount).toEqual({ 'archive-limit': 1 })
  })

  test('in each other: as deep as text is decoded', () => {
    let text = env
    for (let depth = 0; depth < 6; depth++) text = `a: ${base64(gzip(text))}\n`
    expect(scanText(text).coverage.skippedCount).toEqual({ 'archive-limit': 1 })
  })
})
