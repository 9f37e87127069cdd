import { describe, expect, test } from 'vitest'
import { quotedField, readAround } from '../../src/detect/field.ts'
import { mayHaveQuotedName } from '../../src/detect/quoted-name.ts'
import { seeded } from '../helpers/seeded.ts'

describe('a name in quotes', () => {
  test('in front of a value is told at a glance', () => {
    expect(quotedField('{"status": 1, "blockHash": "')).toMatchObject({
      plain: 'blockhash',
      call: '',
    })
    expect(quotedField("'api_key' = '")).toMatchObject({ words: ['api', 'key'] })
  })

  test('is read closely where more can be said of it', () => {
    for (const left of [
      'login({"apiKey": "',
      'new Client {"apiKey": "',
      '"data": "',
      'apiKey: "',
      '"api key": "',
      '("apiKey", "',
      '"apiKey": f("',
      String.raw`\"apiKey\": \"`,
      'x == "apiKey" == "',
      '"a1b2c3d4e5f6a7b8c9d0e1f2": "',
      'Client</b>({"apiKey": "',
      'Client s:5:({"apiKey": "',
    ]) {
      expect(quotedField(left), left).toBeNull()
    }
  })
})

test('told at a glance it is what is read closely', () => {
  const random = seeded('quoted names')
  const parts = (
    'hash apiKey data "secret" "r" "key": "tx": " \' { ( ) } [ ] : = , s:5: </b> <b> > . - 0x Client foo. $x 12 "value" ` \\ ' +
    '"name"="x" : " \': \''
  ).split(' ')
  parts.push(' ', '  ', '\t', '": "', "': '", '", "', '{"')
  let told = 0
  for (let turn = 0; turn < 60_000; turn++) {
    let left = ''
    for (let count = 1 + random.int(12); count > 0; count--) left += random.pick(parts)
    if (random.int(3) > 0) left += '"keyName": "'
    const quick = quotedField(left)
    if (quick === null) continue
    told++
    const bytes = new TextEncoder().encode(left)
    expect(mayHaveQuotedName(bytes, bytes.length), left).toBe(true)
    expect(readAround(left, 'secret = (\n'), left).toEqual(quick)
  }
  expect(told).toBeGreaterThan(5000)
})
