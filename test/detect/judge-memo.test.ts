import { describe, expect, test } from 'vitest'
import { createDetector, readPacks } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'

const rules = readPacks()
const token = seeded('judge-memo').base62(64)
const far = '\n'.repeat(20) + 'x = 1\n'.repeat(300)

/** What a detector that has seen other texts before says, and one that has not. */
function both(texts: readonly string[]): { kept: unknown[]; fresh: unknown[] } {
  const detector = createDetector(rules)
  const scan = (one: ReturnType<typeof createDetector>, text: string): unknown =>
    one.scan(new TextEncoder().encode(text)).hits
  return {
    kept: texts.map((text) => scan(detector, text)),
    fresh: texts.map((text) => scan(createDetector(rules), text)),
  }
}

describe('a candidate that was judged before', () => {
  test('is placed where it stands now', () => {
    const line = `binance_api_key = "${token}"\n`
    const { kept, fresh } = both([line, `# moved down\n${line}`, `${far}${line}`])
    expect(kept).toEqual(fresh)
    expect(kept.flat()).toHaveLength(3)
  })

  test('is judged again when the head of its blob says something else', () => {
    const line = `${far}api_key = "${token}"\n`
    const { kept, fresh } = both([line, `import binance\n${line}`, line])
    expect(kept).toEqual(fresh)
    expect(kept[1]).not.toEqual(kept[0])
  })

  test('is judged again when its column has another name', () => {
    const row = `${far}main,${token}\n`
    const { kept, fresh } = both([`account,note\n${row}`, `account,binance_api_key\n${row}`])
    expect(kept).toEqual(fresh)
    expect(kept[1]).not.toEqual(kept[0])
  })
})
