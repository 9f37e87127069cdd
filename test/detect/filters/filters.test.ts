import { describe, expect, test } from 'vitest'
import { readContext } from '../../../src/detect/context.ts'
import { filters } from '../../../src/detect/filters/index.ts'
import { seeded } from '../../helpers/seeded.ts'

const token = seeded('filters').base62(64)

function judge(name: string, left: string, right: string): boolean {
  const bytes = new TextEncoder().encode(left + token + right)
  return filters.get(name)!(readContext(bytes, left.length, left.length + token.length))
}

describe.each([
  ['ciphertext', 'key: ENC[AES256_GCM,data:', ',iv:x]', 'key: "', '"'],
  ['ciphertext', '    - secure: "', '"', 'secured: "', '"'],
  [
    'ciphertext',
    'apiVersion: v1\nkind: SealedSecret\ndata:\n  key: ',
    '',
    'kind: Secret\nkey: ',
    '',
  ],
  ['encoded-body', 'src="data:image/png;base64,', '"', 'base64_key = "', '"'],
  ['encoded-body', '"integrity": "sha512-', '"', '"key": "', '"'],
  ['encoded-body', 'signature=', '%2Fx', 'apikey=', '&x=1'],
  ['encoded-body', 'x eyJhbGciOiJIUzI1NiJ9.', '"', 'obj.', '"'],
  ['templated', 'key: ${', '}', 'key: {"', '"}'],
  ['templated', 'key: {{ ', ' }}', 'key: ', ' # }}'],
])('%s', (name, left, right, otherLeft, otherRight) => {
  test(`drops ${left}…${right}`, () => {
    expect(judge(name, left, right)).toBe(true)
  })

  test(`keeps ${otherLeft}…${otherRight}`, () => {
    expect(judge(name, otherLeft, otherRight)).toBe(false)
  })
})
