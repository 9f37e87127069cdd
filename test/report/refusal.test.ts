import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/model/finding.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { renderRefusal, type RefusalOptions } from '../../src/report/refusal.ts'
import { remediationSteps } from '../../src/rules/remediation.ts'
import { fullCoverage, sampleFinding, sampleOccurrence, secretPart } from './sample.ts'
import { seeded } from '../helpers/seeded.ts'

const options: RefusalOptions = { gate: 'commit', color: false, width: 80, failOn: 'medium' }

function result(change: Partial<ScanResult> = {}): ScanResult {
  return {
    target: { kind: 'staged', name: 'bot' },
    coverage: fullCoverage,
    findings: [],
    rules: [],
    notices: [],
    ...change,
  }
}

describe('a refusal', () => {
  it('is nothing where there is nothing to refuse', () => {
    expect(renderRefusal(result(), options)).toBe('')
    const weak = sampleFinding('weak', { confidence: 'low' })
    expect(renderRefusal(result({ findings: [weak] }), options)).toBe('')
    const known = sampleFinding('known', { state: 'known' })
    expect(renderRefusal(result({ findings: [known] }), options)).toBe('')
    const strong = sampleFinding('strong')
    expect(renderRefusal(result({ findings: [strong] }), { ...options, failOn: null })).toBe('')
  })

  it('says what, where, why, how to fix it and how to allow it', () => {
    const finding = sampleFinding('one')
    const text = renderRefusal(result({ findings: [finding] }), options)
    expect(text).toContain('commit refused')
    expect(text).toContain('bot/binance_client.py:12')
    expect(text).toContain(`key ${finding.secrets[0].masked}`)
    expect(text).toContain('because ')
    expect(text).toContain('git reset -q -- bot/binance_client.py')
    expect(text).toContain('revoke it at Binance at once')
    expect(text).toContain(`straykey:allow ${finding.rule} <reason>`)
  })

  it('tells to move the funds of a wallet, which nothing can revoke', () => {
    const wallet = sampleFinding('wallet', {
      vendor: '',
      remediation: [...(remediationSteps['wallet'] ?? [])],
    })
    const phrase = sampleFinding('phrase', {
      remediation: [],
      secrets: [secretPart('a phrase', 'mnemonic', true)],
    })
    for (const gate of ['commit', 'message', 'push', 'receive'] as const) {
      const told = (...findings: readonly Finding[]): string =>
        renderRefusal(result({ findings }), { ...options, gate })
      for (const finding of [wallet, phrase]) {
        expect(told(finding)).toContain('move the funds to a new wallet at once')
        expect(told(finding)).not.toContain('revoke it')
      }
      expect(told(wallet, sampleFinding('key'))).toMatch(/revoke it at Binance at once; move the/)
    }
  })

  it('names all rules, and advises no comment where none can stand', () => {
    const at = (seed: string, rule: string, path: string): Finding =>
      sampleFinding(seed, { rule, occurrences: [sampleOccurrence('', '', { path })] })
    const one = at('one', 'rule-a', 'a.py')
    const two = at('two', 'rule-b', 'b.py')
    const json = at('json', 'rule-c', 'my conf/c.json')
    const told = (...findings: readonly Finding[]): string =>
      renderRefusal(result({ findings }), options)
    expect(told(one, two, at('three', 'rule-a', 'c.py'))).toContain(
      '# straykey:allow rule-a,rule-b <reason>',
    )
    const policy =
      '  allow-paths: [{ paths: ["/my conf/c.json"], rules: [rule-c], reason: "<reason>" }]\n'
    expect(told(json)).toContain(policy)
    expect(told(json)).not.toContain('straykey:allow')
    const received = renderRefusal(result({ findings: [json] }), { ...options, gate: 'receive' })
    expect(received).toContain(`baseline can hold it:\n  fingerprint: ${json.id}\n`)
    expect(told(one, json)).toContain(policy)
    expect(told(one, json)).toContain('# straykey:allow rule-a <reason>')
  })

  it('fits on a screen, whatever was found', () => {
    const findings = Array.from({ length: 500 }, (_, i) => sampleFinding(i))
    const skipped = Array.from({ length: 50 }, (_, i) => {
      return { reason: 'missing' as const, what: `file${i}`, detail: 'not in this clone' }
    })
    const coverage = { ...fullCoverage, skipped, skippedCount: { missing: 899, unsupported: 1 } }
    for (const gate of ['commit', 'message', 'push', 'receive'] as const) {
      const text = renderRefusal(result({ findings }), { ...options, gate })
      expect(text.split('\n').length, `gate ${gate}`).toBeLessThanOrEqual(25)
      expect(text).toContain('and 497 more')
      const gaps = renderRefusal(result({ coverage }), { ...options, gate })
      expect(gaps).toContain('not everything could be looked at')
      const names = gaps.includes('under exclude in straykey.yaml')
      expect(names).toBe(gate === 'commit' || gate === 'push')
      expect(gaps).toContain('and 896 more')
      expect(gaps.split('\n').length).toBeLessThanOrEqual(8)
    }
  })

  it('shows no secret, also not in a path, and no control character', () => {
    const random = seeded('path')
    const value = random.base62(64)
    const secrets = [secretPart(value, 'key')] as const
    const place = sampleOccurrence('', '', { path: `keys/${value}\u001b[2J\n.env` })
    const finding = sampleFinding('path', { secrets, occurrences: [place] })
    const text = renderRefusal(result({ findings: [finding] }), options)
    expect(text).not.toContain(value)
    expect(text).not.toContain('\u001b')
    expect(text).toContain('git reset -q -- <file>')
  })

  it('gives no command for a path that is not told whole', () => {
    const value = seeded('name').base62(64)
    const place = sampleOccurrence('', '', { path: `keys/${value}.env` })
    const finding = sampleFinding('name', { occurrences: [place] })
    const text = renderRefusal(result({ findings: [finding] }), options)
    expect(text).not.toContain(value)
    expect(text).toContain('git reset -q -- <file>')
  })

  it('shows no secret in the name of what was not looked at', () => {
    const value = seeded('gap').base62(64)
    const skipped = [{ reason: 'missing' as const, what: `${value}.env`, detail: 'not here' }]
    const coverage = { ...fullCoverage, skipped, skippedCount: { missing: 1 } }
    const text = renderRefusal(result({ coverage }), options)
    expect(text).toContain('.env: not here')
    expect(text).not.toContain(value)
  })

  it('quotes a path for the shell', () => {
    const place = sampleOccurrence('', '', { path: "it's here.env" })
    const finding = sampleFinding('quoted', { occurrences: [place] })
    expect(renderRefusal(result({ findings: [finding] }), options)).toContain(
      String.raw`git reset -q -- 'it'\''s here.env'`,
    )
    const dash = sampleFinding('dash', { occurrences: [sampleOccurrence('', '', { path: '-f' })] })
    expect(renderRefusal(result({ findings: [dash] }), options)).toContain("-q -- './-f'")
  })

  it('names the address of a wallet, where there is room', () => {
    const identities = [{ label: 'Bitcoin address', value: 'bc1qsomething' }]
    const wallets = Array.from({ length: 3 }, (_, i) => sampleFinding(i, { identities }))
    const one = renderRefusal(result({ findings: wallets.slice(0, 1) }), options)
    expect(one).toContain('\n    Bitcoin address bc1qsomething\n')
    expect(renderRefusal(result({ findings: wallets }), options)).not.toContain('bc1q')
  })

  it('of a push names the commit', () => {
    const commit = {
      id: seeded('c').hex(40),
      author: 'Jane Doe',
      date: '2024-01-01T00:00:00+00:00',
    }
    const finding = sampleFinding('pushed', {
      occurrences: [sampleOccurrence('', '', { kind: 'blob', commit })],
    })
    const text = renderRefusal(result({ findings: [finding] }), { ...options, gate: 'push' })
    expect(text).toContain(`in commit ${commit.id.slice(0, 10)}`)
    expect(text).toContain('git rebase -i')
  })
})
