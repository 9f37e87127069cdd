import { describe, expect, test } from 'vitest'
import { reportFormats } from '../../src/model/report-format.ts'
import { Secret } from '../../src/model/secret.ts'
import { parseReport, render } from '../../src/report/index.ts'
import { createScrubber } from '../../src/report/scrub.ts'
import { seeded } from '../helpers/seeded.ts'
import {
  fullCoverage,
  historyFinding,
  plainOptions,
  sampleHistory,
  sampleResult,
} from './sample.ts'

const random = seeded('scrub')
const token = random.base62(64)

function scrub(text: string, ...secrets: Secret[]): string {
  return createScrubber(secrets)(text)
}

const key = new Secret(token, 'key', false)

test.each([
  ['alone', token, '…'],
  ['inside', `keys/${token}.txt`, 'keys/….txt'],
  ['twice', `${token}${token}`, '……'],
  ['cut in front', `a/${token.slice(20)}`, 'a/…'],
  ['cut behind', `a/${token.slice(0, 13)}.`, 'a/….'],
  ['cut on both sides', `a/${token.slice(7, 19)}.`, 'a/….'],
])('a random secret %s goes', (_name, text, expected) => {
  expect(scrub(text, key)).toBe(expected)
})

test('eleven characters in a row stay: a path is more than its letters', () => {
  const text = `a/${token.slice(7, 18)}.`
  expect(scrub(text, key)).toBe(text)
})

test('a guessable secret goes as a whole only', () => {
  const phrase = 'correct horse battery'
  const password = new Secret(phrase, 'password', true)
  expect(scrub(`by ${phrase}!`, password)).toBe('by …!')
  expect(scrub('docs/correct horse.md', password)).toBe('docs/correct horse.md')
})

test('a short password does not put holes into every path', () => {
  expect(scrub('db/admin/x', new Secret('admin', 'password', true))).toBe('db/admin/x')
})

test('the label of a PEM block is no secret, its lines are', () => {
  const body = random.base64(64)
  const label = '-----BEGIN PRIVATE KEY-----'
  const pem = new Secret(`${label}\n${body}\n-----END PRIVATE KEY-----`, 'private-key', false)
  expect(scrub(`${label}\n${body.slice(3)}`, pem)).toBe(`${label}\n…`)
})

test('every one of many secrets goes', () => {
  const secrets = Array.from({ length: 500 }, (_, i) => {
    return new Secret(seeded(`many-${i}`).base62(20 + (i % 50)), 'token', false)
  })
  const scrubAll = createScrubber(secrets)
  for (const secret of secrets) expect(scrubAll(`x/${secret.reveal('mask-frame')}/y`)).toBe('x/…/y')
})

test('hundreds of secrets that share a head are still found by their tails', () => {
  const head = random.base62(48)
  const secrets = Array.from({ length: 600 }, (_, i) => {
    return new Secret(head + seeded(`tail-${i}`).base62(24), 'private-key', false)
  })
  const scrubAll = createScrubber(secrets)
  for (const secret of secrets) {
    expect(scrubAll(secret.reveal('mask-frame').slice(48))).toBe('…')
  }
})

describe('a token in a path that no finding is about', () => {
  const stray = random.base62(48)
  const base = historyFinding('path')
  const path = `keys/${stray}.txt`
  const result = sampleResult(
    [
      {
        ...base,
        occurrences: [{ ...base.occurrences[0], path, via: [`zip:${stray}.env`] }],
        history: sampleHistory(1, { paths: [path], refs: [`refs/heads/${stray}`] }),
      },
    ],
    {
      coverage: {
        ...fullCoverage,
        skipped: [{ reason: 'too-large', what: `big/${stray}`, detail: stray }],
        skippedCount: { 'too-large': 1 },
      },
      notices: [{ code: 'allow-in-change', detail: `${path}: a comment` }],
    },
  )

  test.each(reportFormats)('is hidden in %s, also when it is shown again', async (format) => {
    const options = { ...plainOptions, minConfidence: 'low' } as const
    const shown = await render(format, result, options)
    expect(shown).not.toContain(stray.slice(4))
    const again = parseReport(JSON.parse(await render('json', result, options)))
    expect(await render(format, again, options)).toBe(shown)
  })
})
