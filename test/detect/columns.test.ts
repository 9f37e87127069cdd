import { describe, expect, test } from 'vitest'
import { seeded } from '../helpers/seeded.ts'
import { createDetector } from '../helpers/detect.ts'

const random = seeded('columns')
const key = random.hex(24)
const secret = random.uuid()
const detector = createDetector()
const pair = ['kucoin-api-key+kucoin-api-secret high']

describe('a value takes its name from its column', () => {
  test.each([
    [
      'INSERT',
      `INSERT INTO t (id, exchange, api_key, api_secret) VALUES (1, 'kucoin', '${key}', '${secret}');\n`,
    ],
    [
      'INSERT of many rows',
      `INSERT INTO t (exchange, api_key, api_secret) VALUES\n('a, b', NULL, NULL),\n('kucoin', '${key}', '${secret}');\n`,
    ],
    [
      'COPY',
      `COPY public.t (id, exchange, api_key, api_secret) FROM stdin;\n1\tkucoin\t${key}\t${secret}\n\\.\n`,
    ],
    ['CSV', `exchange,api_key,api_secret\nkucoin,${key},${secret}\n`],
    ['CSV with quotes', `"exchange";"api_key";"api_secret"\n"kucoin";"${key}";"${secret}"\n`],
    [
      'Markdown',
      `| exchange | key | secret |\n| --- | --- | --- |\n| kucoin | ${key} | ${secret} |\n`,
    ],
  ])('%s', (_, text) => {
    expect(detector.say(text)).toEqual(pair)
  })

  test('commas in the first line of a program are no header', () => {
    const text = `from datetime import datetime, timedelta\nkucoin = {\n  "api_key": "${key}",\n  "api_secret": "${secret}",\n}\n`
    expect(detector.say(text)).toEqual(pair)
  })

  test('a column of digests keeps its values quiet', () => {
    const text = `exchange,api_key,tx_hash\nbinance,none,${random.base62(64)}\n`
    expect(detector.say(text)).toEqual([])
  })
})
