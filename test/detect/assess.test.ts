import { describe, expect, test } from 'vitest'
import { assess, judgePath } from '../../src/detect/index.ts'
import type { Hit } from '../../src/model/hit.ts'
import { createDetector } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'

const detector = createDetector()
const random = seeded('assess')
const K = random.base62(64)
const S = random.base62(64)

function hitOf(text: string): Hit {
  const [hit] = detector.scan(text).hits
  return hit!
}

function ruleOf(hit: Hit): Parameters<typeof assess>[1] {
  return detector.engine.rules[detector.engine.ruleIndex.get(hit.rule)!]!
}

describe('judgePath', () => {
  test('a vendor in the path speaks for a nameless token', () => {
    const hit = hitOf(`api_key = "${K}"`)
    expect(assess(hit, ruleOf(hit)).confidence).toBe('medium')
    const judged = judgePath(hit, ruleOf(hit), 'bots/binance/config.py')
    expect(assess(judged, ruleOf(hit)).confidence).toBe('medium')
    expect(judged.evidence.map(({ code }) => code)).toContain('vendor-path')
  })

  test('the same vendor on the line already counts for more', () => {
    const hit = hitOf(`BINANCE_API_KEY=${K}`)
    expect(judgePath(hit, ruleOf(hit), 'binance.py')).toEqual(hit)
  })

  test('a path that says test or lock file speaks against', () => {
    const hit = hitOf(`BINANCE_API_KEY=${K}`)
    const confidenceAt = (path: string): string | null => {
      return assess(judgePath(hit, ruleOf(hit), path), ruleOf(hit)).confidence
    }
    expect(confidenceAt('src/app.py')).toBe('high')
    expect(confidenceAt('tests/test_app.py')).toBe('medium')
    expect(confidenceAt('web/package-lock.json')).toBe('low')
    // Its `sourcesContent` is what was written.
    expect(confidenceAt('dist/app.js.map')).toBe('high')
  })

  test('asking twice changes nothing', () => {
    const hit = hitOf(`BINANCE_API_KEY=${K}`)
    const once = judgePath(hit, ruleOf(hit), 'tests/a.py')
    expect(judgePath(once, ruleOf(hit), 'tests/a.py')).toEqual(once)
  })
})

describe('severity', () => {
  test.each([
    ['a key alone', `BINANCE_API_KEY=${K}`, 'medium'],
    ['a secret alone', `BINANCE_API_SECRET=${S}`, 'high'],
    ['a pair', `BINANCE_API_KEY=${K}\nBINANCE_API_SECRET=${S}`, 'critical'],
    ['a test network', `BINANCE_TESTNET_KEY=${K}\nBINANCE_TESTNET_SECRET=${S}`, 'low'],
  ])('of %s', (_, text, severity) => {
    const hit = hitOf(text)
    expect(assess(hit, ruleOf(hit)).severity).toBe(severity)
  })
})

describe('a rule that needs a vendor', () => {
  test('says nothing without one', () => {
    const [rule] = detector.engine.rules.filter(({ id }) => id === 'binance-private-key')
    const hit: Hit = {
      rule: rule!.id,
      parts: [{ role: 'private-key', rule: rule!.id, start: 0, end: 1, value: 'x' }],
      evidence: [{ code: 'shape', weight: 70 }],
      via: [],
      testnet: false,
    }
    expect(assess(hit, rule!).confidence).toBeNull()
    expect(assess(judgePath(hit, rule!, 'binance/key.pem'), rule!).confidence).toBe('high')
  })
})
