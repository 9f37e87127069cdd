import { expect, test } from 'vitest'
import { findAllows } from '../../src/triage/allow.ts'
import type { AllowResult } from '../../src/triage/allow.ts'
import { seeded } from '../helpers/seeded.ts'
import { hitsIn, rules } from './make-hit.ts'

const random = seeded('allow')
const token = random.base62(64)
const knownRules = new Set(rules.keys())

function allow(text: string, options: { gitleaks?: boolean } = {}): AllowResult {
  return findAllows(Buffer.from(text), hitsIn(text, [['secret-rule', token]]), {
    knownRules,
    ...options,
  })
}

test.each([
  [`key = ${token} # straykey:allow secret-rule sample of the docs`, 'sample of the docs'],
  [`// straykey:allow secret-rule revoked in May\nkey = "${token}"`, 'revoked in May'],
  [`/* straykey:allow secret-rule old */\r\nkey = "${token}"`, 'old'],
  [`<!-- straykey:allow secret-rule old -->\n<key>${token}</key>`, 'old'],
  [`{# straykey:allow secret-rule old #}\n${token}`, 'old'],
  [`-- straykey:allow secret-rule: old\nINSERT '${token}'`, 'old'],
  [`"_comment": "straykey:allow secret-rule old",\n"key": "${token}"`, 'old'],
  [`key = ${token} ; straykey:allow key-rule,secret-rule both`, 'both'],
  [`key = ${token} # straykey:allow secret-rule`, ''],
])('%j', (text, reason) => {
  const { allows, notices } = allow(text)
  expect(allows).toEqual([{ rule: 'secret-rule', reason, marker: 'straykey:allow' }])
  expect(notices).toEqual([])
})

test.each([
  ['two lines above', `# straykey:allow secret-rule x\n\nkey = ${token}`],
  ['the line below', `key = ${token}\n# straykey:allow secret-rule x`],
  ['another rule', `key = ${token} # straykey:allow key-rule x`],
  ['another word', `key = ${token} # straykey:allowance secret-rule x`],
  ['gitleaks without asking', `key = ${token} # gitleaks:allow`],
])('%s excuses nothing', (_, text) => {
  expect(allow(text)).toEqual({ allows: [null], notices: [] })
})

test.each([
  ['straykey:allow', 'allow-without-rule'],
  ['straykey:allow -- because', 'allow-without-rule'],
  ['straykey:allow *', 'allow-without-rule'],
  ['straykey:allow Because it is old', 'allow-without-rule'],
  ['straykey:allow no-such-rule old', 'allow-unknown-rule'],
])('%j is refused with a notice', (comment, code) => {
  const { allows, notices } = allow(`key = ${token} # ${comment}`)
  expect(allows).toEqual([null])
  expect(notices.map((notice) => notice.code)).toEqual([code])
})

test('gitleaks:allow counts when asked for', () => {
  const { allows } = allow(`key = ${token} # gitleaks:allow`, { gitleaks: true })
  expect(allows[0]?.marker).toBe('gitleaks:allow')
})

test('neither reason nor notice repeats a secret', () => {
  const hex = random.hex(64)
  const reason = allow(`key = ${token} # straykey:allow secret-rule was ${token}`).allows[0]?.reason
  expect(reason).not.toContain(token.slice(0, 8))
  const { notices } = allow(`key = ${token} # straykey:allow ${hex} x`)
  expect(JSON.stringify(notices)).not.toContain(hex.slice(0, 8))
})

test('UTF-16 files have comments too', () => {
  const text = `# straykey:allow secret-rule old\r\nkey = ${token}`
  const bytes = Buffer.from(text, 'utf16le')
  const [hit] = hitsIn(text, [['secret-rule', token]])
  if (hit === undefined) throw new Error('no hit')
  const [part] = hit.parts
  const wide = { ...hit, parts: [{ ...part, start: part.start * 2, end: part.end * 2 }] as const }
  expect(findAllows(bytes, [wide], { knownRules }).allows[0]?.reason).toBe('old')
})
