import type { Coverage } from '../../src/model/coverage.ts'
import type { Finding, FindingHistory, FindingSecret } from '../../src/model/finding.ts'
import type { CommitRef, Occurrence } from '../../src/model/occurrence.ts'
import type { RuleInfo, ScanResult } from '../../src/model/result.ts'
import { Secret, type SecretRole } from '../../src/model/secret.ts'
import { confidences, severities } from '../../src/model/severity.ts'
import type { ReportOptions } from '../../src/report/index.ts'
import { seeded, type Seeded } from '../helpers/seeded.ts'

/** Results as a scan would give them, made from seeds: no secret stands in a test. */

export const plainOptions: ReportOptions = {
  color: false,
  width: 80,
  minConfidence: 'medium',
  showSecrets: false,
  version: '1.2.3',
}

export const fullCoverage: Coverage = {
  commits: 31_204,
  trees: 171_651,
  blobs: 98_011,
  tags: 12,
  files: 0,
  bytes: 2_100_000_000,
  skipped: [],
  skippedCount: {},
  shallow: false,
  partial: false,
  interrupted: false,
}

export const binanceRule: RuleInfo = {
  id: 'binance-api-secret',
  title: 'Binance API key and secret',
  vendor: 'Binance',
  severity: 'critical',
  remediation: [
    'Delete the API key at Binance now (Account > API Management): bots watch public pushes and minutes count.',
    'Check open orders, trade history, withdrawals, sub-accounts and other API keys.',
    'Create a new key per application, with an IP allow-list and without the withdrawal right.',
    'Only then purge the history, and treat the old key as public for ever.',
  ],
  references: ['https://developers.binance.com/docs/binance-spot-api-docs'],
}

const tokenRule: RuleInfo = {
  id: 'telegram-bot-token',
  title: 'Telegram bot token',
  vendor: 'Telegram',
  severity: 'high',
  remediation: ['Revoke the token with /revoke at @BotFather.'],
  references: ['https://core.telegram.org/bots/api'],
}

export const genericRule: RuleInfo = {
  id: 'generic-assignment',
  title: 'Secret in an assignment',
  vendor: 'generic',
  severity: 'medium',
  remediation: [],
  references: [],
}

const sampleRules: readonly RuleInfo[] = [binanceRule, tokenRule, genericRule]

export function secretPart(value: string, role: SecretRole, guessable = false): FindingSecret {
  const secret = new Secret(value, role, guessable)
  return { role, masked: secret.masked, fingerprint: `fp-${role}-${value.length}`, secret }
}

function sampleCommit(random: Seeded, date = '2021-03-04T10:20:30+01:00'): CommitRef {
  return { id: random.hex(40), author: 'Jane Doe <jane@example.org>', date }
}

/** A key and secret in two neighbouring lines of a Python file, with its frame. */
export function sampleFinding(seed: number | string, change: Partial<Finding> = {}): Finding {
  const random = seeded(seed)
  const secrets = [
    secretPart(random.base62(64), 'key'),
    secretPart(random.base62(64), 'secret'),
  ] as const
  return {
    id: `binance:${random.hex(16)}`,
    rule: binanceRule.id,
    title: binanceRule.title,
    vendor: binanceRule.vendor,
    severity: 'critical',
    confidence: 'high',
    state: 'new',
    because: [
      { code: 'paired', weight: 40 },
      { code: 'named-field', weight: 15, detail: 'api_key' },
      { code: 'vendor-path', weight: 20, detail: 'binance' },
      { code: 'test-path', weight: -10, detail: 'tests' },
    ],
    secrets: [secrets[0], secrets[1]],
    occurrences: [sampleOccurrence(secrets[0].masked, secrets[1].masked)],
    occurrenceCount: 1,
    remediation: binanceRule.remediation,
    ...change,
  }
}

export function sampleOccurrence(
  key: string,
  secret: string,
  change: Partial<Occurrence> = {},
): Occurrence {
  return {
    kind: 'file',
    path: 'bot/binance_client.py',
    line: 12,
    column: 14,
    endLine: 12,
    endColumn: 78,
    commit: null,
    blob: null,
    span: [200, 264],
    frame: {
      line: 11,
      lines: ['client = Client(', `    api_key="${key}",`, `    api_secret="${secret}",`, ')'],
    },
    parts: [{ role: 'secret', line: 13, column: 17, endLine: 13, endColumn: 81 }],
    ...change,
  }
}

export function sampleHistory(
  seed: number | string,
  change: Partial<FindingHistory> = {},
): FindingHistory {
  const random = seeded(seed)
  return {
    introduced: sampleCommit(random),
    paths: ['bot/binance_client.py', 'old/client.py'],
    inHead: false,
    removed: sampleCommit(random, '2022-01-01T00:00:00Z'),
    refs: ['refs/heads/main', 'refs/heads/develop', 'refs/tags/v1.0', 'refs/remotes/origin/main'],
    refCount: 14,
    unreachable: false,
    versions: 3,
    exposedDays: 303,
    ...change,
  }
}

/** The same pair as it stands in history: two blobs, three commits. */
export function historyFinding(seed: number | string, change: Partial<Finding> = {}): Finding {
  const random = seeded(seed)
  const base = sampleFinding(seed)
  const [key, secret] = base.secrets
  const masks = [key.masked, secret?.masked ?? ''] as const
  const places = [
    { path: 'old/client.py', date: '2021-03-04T10:20:30+01:00' },
    { path: 'bot/binance_client.py', date: '2021-06-01T08:00:00Z' },
  ]
  const [first, second] = places.map(({ path, date }) =>
    sampleOccurrence(...masks, {
      kind: 'blob',
      path,
      commit: sampleCommit(random, date),
      blob: random.hex(40),
    }),
  )
  return {
    ...base,
    occurrences: [first!, second!],
    occurrenceCount: 2,
    history: sampleHistory(seed),
    ...change,
  }
}

export function sampleResult(
  findings: readonly Finding[],
  change: Partial<ScanResult> = {},
): ScanResult {
  return {
    target: { kind: 'history', name: '/srv/repo', head: seeded('head').hex(40) },
    coverage: fullCoverage,
    findings,
    rules: sampleRules,
    notices: [],
    ...change,
  }
}

/** `amount` findings of mixed kinds, for load and layout tests. */
export function manyFindings(amount: number): Finding[] {
  const random = seeded('many')
  return Array.from({ length: amount }, (_, i) => {
    const make = i % 3 === 0 ? sampleFinding : historyFinding
    const base = make(`many-${i}`)
    const year = 2014 + random.int(11)
    return {
      ...base,
      severity: random.pick(severities),
      confidence: random.pick(confidences),
      ...(base.history && {
        history: sampleHistory(`many-${i}`, {
          introduced: sampleCommit(random, `${year}-0${1 + random.int(9)}-11T10:00:00Z`),
          inHead: random.next() < 0.4,
          exposedDays: random.int(3000),
        }),
      }),
    }
  })
}
