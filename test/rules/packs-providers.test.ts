import { describe, expect, test } from 'vitest'
import { expandPlaceholders } from '../../src/rules/placeholders.ts'
import type { ScanOutcome } from '../../src/detect/index.ts'
import { createDetector } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('packs-providers')
const detector = createDetector()
const say = (text: string): string[] => detector.say(text)
const scan = (text: string): ScanOutcome => detector.scan(text)

describe('checksums', () => {
  test.each(['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'npm_'])('%s tokens carry one', (prefix) => {
    const token = expandPlaceholders(`{{crc:${prefix}}}`, `checksum ${prefix}`)
    const last = token.at(-1) === 'A' ? 'B' : 'A'
    expect(say(`TOKEN=${token}`).join()).toMatch(/token high$/)
    expect(say(`TOKEN=${token.slice(0, -1)}${last}`).join()).not.toMatch(/github-token|npm-token/)
  })
})

describe('tokens of several runs', () => {
  test('a Telegram token includes the id of the bot', () => {
    const token = `${random.digits(10)}:AA${random.base64url(33)}`
    const { hits } = scan(`token = '${token}'`)
    expect(hits.map(({ parts }) => parts[0].value)).toEqual([token])
  })

  test('a Discord token is whole or none', () => {
    const token = `MT${random.base62(24)}.${random.base62(6)}.${random.base62(38)}`
    expect(scan(`DISCORD_TOKEN=${token}`).hits[0]!.parts[0].value).toBe(token)
    expect(say(`x = ${token.slice(0, 33)}`)).toEqual([])
  })
})

describe('addresses of databases', () => {
  const password = `k${random.base62(15)}`

  test.each([
    ['postgres', 'medium', `postgres://app:${password}@db.corp.net:5432/app`],
    ['SQLAlchemy', 'medium', `postgresql+psycopg2://app:${password}@db.corp.net/app`],
    ['mongo', 'medium', `mongodb+srv://app:${password}@c0.ab1cd.mongodb.net/?w=majority`],
    ['redis without a user', 'medium', `rediss://:${password}@cache.corp.net:6380`],
    ['amqp', 'medium', `amqp://app:${password}@mq.corp.net//vhost`],
  ])('%s', (_, confidence, url) => {
    expect(say(`URL="${url}"`)).toEqual([`database-url ${confidence}`])
    expect(scan(url).hits[0]!.parts[0].value).toBe(password)
  })

  test('a host that only this machine or network knows is less', () => {
    expect(say(`postgres://app:${password}@10.2.3.4/app`)).toEqual(['database-url-local medium'])
    expect(say(`postgres://app:${password}@db.corp.internal/app`)).toEqual([
      'database-url-local medium',
    ])
    expect(say(`postgres://app:${password}@localhost/app`)).toEqual(['database-url-local low'])
    expect(say(`redis://:${password}@redis:6379`)).toEqual(['database-url-local low'])
  })

  test.each([
    'postgres://postgres:postgres@localhost:5432/db',
    'mysql://root:root@db/x',
    'postgres://user:password@db.corp.net/x',
    'postgres://${USER}:${PASSWORD}@db.corp.net/x',
    'mongodb://{user}:{password}@{host}/x',
    'redis://cache.corp.net:6379',
    'postgres://user:<password>@db.corp.net/x',
  ])('%s is nothing', (url) => expect(say(url)).toEqual([]))
})

describe('AWS', () => {
  test('key id and secret make one critical credential', () => {
    const id = `AKIA${random.base32(16)}`
    const secret = `wJ4${random.base62(37)}`
    expect(say(`aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`)).toEqual([
      'aws-access-key-id+aws-secret-access-key high',
    ])
  })
})
