import { expect, test } from 'vitest'
import { createDetector, readPacks } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'

const detector = createDetector(readPacks())
const digest = seeded('labelled').base64(44).replaceAll(/[+/=]/g, 'a').slice(0, 43)

function candidates(text: string): number {
  detector.scan(new TextEncoder().encode(text))
  return detector.scratch.tokens.length
}

test('a digest that says what it is makes no candidate', () => {
  expect(candidates(`pkg/main.py,${digest},120`)).toBeGreaterThan(0)
  for (const label of ['sha256=', 'SHA256:', 'sha512:"', 'md5=', "sha1='"]) {
    expect(candidates(`pkg/main.py,${label}${digest},120`), label).toBe(0)
  }
})
