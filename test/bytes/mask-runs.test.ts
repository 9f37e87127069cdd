import { expect, test } from 'vitest'
import { maskNames, maskRuns } from '../../src/bytes/mask-runs.ts'
import { seeded } from '../helpers/seeded.ts'

test.each([
  'src/bytes/mask-runs-of-characters/file',
  'const BINANCE_FUTURES_TESTNET_API_KEY = process',
  'org.springframework.ApplicationContextInitializer',
  'computeHTTPServerConfiguration2()',
  '================================',
  '--allow-unauthenticated-requests-sha256',
  'https://example.com/some/longer/path/2024/01/page',
])('%j stays as it is', (text) => {
  expect(maskRuns(text)).toBe(text)
})

const random = seeded('runs')

test.each<[string, (length: number) => string]>([
  ['base62', (length) => random.base62(length)],
  ['hex', (length) => random.hex(length)],
  ['base64', (length) => random.base64(length)],
  ['base64url', (length) => random.base64url(length)],
  ['base58', (length) => random.base58(length)],
  ['digits', (length) => random.digits(length)],
  ['lower case letters', (length) => random.string('abcdefghijklmnopqrstuvwxyz', length)],
])('runs of %s are hidden', (_, make) => {
  for (let i = 0; i < 500; i++) {
    const run = make(20 + random.int(60))
    const shown = maskRuns(`x = "${run}" # y`)
    expect(shown).toBe(`x = "${run.slice(0, 2)}…(${run.length})" # y`)
  }
})

test('a run made to be hard on a matcher costs nothing', () => {
  const run = `a${'A'.repeat(100_000)}123`
  expect(maskRuns(run).length).toBeLessThan(20)
})

test.each([
  ["c.gdax.passphrase = 'correcthorse'", "c.gdax.passphrase = '********'"],
  ['"password": "hunter-two",', '"password": "********",'],
  ['export DB_PWD=letmein', 'export DB_PWD=********'],
  ['api_secret: tiny-one # note', 'api_secret: ******** # note'],
])('hides the short value of a name that promises a secret: %s', (text, shown) => {
  expect(maskRuns(text)).toBe(shown)
})

test.each([
  "password = os.environ['DB_PASSWORD']",
  'token: ${API_TOKEN}',
  'const secret = getSecret(name)',
  'password: string',
])('leaves code that reads a secret from elsewhere readable: %s', (text) => {
  expect(maskRuns(text)).toBe(text)
})

test.each([
  ['keys/', '.txt', (length: number) => random.base62(length)],
  ['', '', (length: number) => random.base62(length)],
  ['backup_', '/a', (length: number) => random.base62(length)],
])('a token in the path %s…%s is hidden', (before, after, make) => {
  let hidden = 0
  for (let i = 0; i < 500; i++) {
    const token = make(40 + random.int(30))
    hidden += maskNames(`${before}${token}${after}`).includes(token) ? 0 : 1
  }
  expect(hidden).toBe(500)
})

test.each([
  () => `assets/main.${random.hex(40)}.js`,
  () => `.cache/${random.hex(64)}`,
  () => `logs/${random.uuid()}/out.log`,
  () => 'src/main/java/com/example/binance/BinanceApiClientFactoryTest2.java',
  () => 'docs/2024-01-31-how-we-moved-to-another-exchange-and-back.md',
  () => 'photos/IMG_20240131_123456789.jpg',
  () => 'node_modules/@babel/plugin-transform-modules-commonjs/lib/index.js',
])('a name that leads somewhere stays: %s', (make) => {
  for (let i = 0; i < 50; i++) {
    const path = make()
    expect(maskNames(path)).toBe(path)
  }
})
