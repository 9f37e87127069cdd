import { describe, expect, test } from 'vitest'
import { areNeighbours, isListed } from '../../src/detect/neighbours.ts'
import { createDetector } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('neighbours')
const key = random.hex(32)
const secret = random.hex(64)
const detector = createDetector()
const say = (text: string): string[] => detector.say(text)
const pair = 'gate-api-key+gate-api-secret medium'

function beside(text: string, first: string, second: string): boolean {
  const start = text.indexOf(first)
  const behind = text.indexOf(second, start + first.length)
  return areNeighbours(
    new TextEncoder().encode(text),
    { start, end: start + first.length },
    { start: behind, end: behind + second.length },
  )
}

describe('values next to each other', () => {
  test.each([
    ['arguments', `connect("${key}", "${secret}")`],
    ['arguments on lines of their own', `connect(\n    '${key}',\n    '${secret}',\n)`],
    ['made into strings', `with("${key}".to_string(), "${secret}".to_string())`],
    ['wrapped', `with(Some("${key}".into()), Some("${secret}".into()))`],
    ['a row of SQL', `(7,'main','${key}','${secret}',NULL)`],
    ['a line of CSV', `main;${key};${secret}\n`],
    ['columns of a table', `| gate | ${key} | ${secret} |`],
    ['inside JSON', `"source": ["c = C(\\"${key}\\", \\"${secret}\\")"]`],
  ])('%s', (_, text) => {
    expect(beside(text, key, secret)).toBe(true)
  })

  test.each([
    ['two statements', `a = "${key}"; b = "${secret}"`],
    ['a name between them', `{ a: "${key}", b: "${secret}" }`],
    ['elements of two lists', `[["${key}"], ["${secret}"]]`],
    ['one of many of its length', `["${random.hex(32)}", "${key}", "${secret}"]`],
    ['before another of its length', `f("${key}", "${secret}", "${random.hex(64)}")`],
  ])('not %s', (_, text) => {
    expect(beside(text, key, secret)).toBe(false)
  })

  test('two of one length in hexadecimal only as the arguments of a call', () => {
    const other = random.hex(64)
    expect(beside(`new Client("${secret}", "${other}")`, secret, other)).toBe(true)
    expect(beside(`| ${secret} | ${other} |`, secret, other)).toBe(false)
    expect(beside(`(1,'${secret}','${other}')`, secret, other)).toBe(false)
  })

  test('an element of a list has a separator on one side', () => {
    expect(isListed('f("', '", 1)')).toBe(true)
    expect(isListed('f(a, "', '")')).toBe(true)
    expect(isListed('x = "', '"')).toBe(false)
  })
})

describe('a pair in one list needs no name for its call', () => {
  test.each([
    ['a constructor of any name', `import gateio\nc = gateio.Spot("${key}", "${secret}")`],
    ['an import far above', `from gateio import Anything\n\nx = Anything('${key}', '${secret}')`],
    ['a row without names of columns', `INSERT INTO gateio_keys VALUES (3,'${key}','${secret}');`],
    ['a list of accounts', `ACCOUNTS = [("main", "gateio", "${key}", "${secret}")]`],
  ])('%s', (_, text) => {
    expect(say(text)).toEqual([pair])
  })

  test('without the exchange it is nothing', () => {
    expect(say(`c = Spot("${key}", "${secret}")`)).toEqual([])
  })

  test.each(['cancel_order', 'assertEqual', 'logger.info', 'md5.verify'])(
    '%s does something else with what it is given',
    (call) => {
      expect(say(`import gateio\ngateio.${call}("${key}", "${secret}")`)).toEqual([])
    },
  )

  test('one of the two alone is nothing', () => {
    expect(say(`gateio.Spot("${key}", other)`)).toEqual([])
  })
})

describe('parts that are too short to be found by themselves', () => {
  test('MEXC and Deribit beside their secrets', () => {
    const mexc = `mx0${random.base62(15)}`
    expect(say(`new mexc.Spot("${mexc}", "${random.hex(32)}")`)).toEqual([
      'mexc-api-key+mexc-api-secret high',
    ])
    const id = `${random.base62(5)}_7Q`
    const [found] = say(`new deribit.Spot('${id}', '${random.base64url(42)}9')`)
    expect(found).toMatch(/^deribit-api-key\+deribit-api-secret /)
  })
})
