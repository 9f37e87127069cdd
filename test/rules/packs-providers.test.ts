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

describe('JSON Web Tokens', () => {
  const part = (data: object): string => Buffer.from(JSON.stringify(data)).toString('base64url')
  const token = (claims: object): string =>
    `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${random.base64url(43)}`
  const year = 365 * 24 * 60 * 60

  test('one that was made to last, given to a name that says token', () => {
    expect(say(`API_TOKEN="${token({ sub: random.digits(9), iat: 1700000000 })}"`)).toEqual([
      'jwt medium',
    ])
    const long = token({ iat: 1700000000, exp: 1700000000 + 2 * year })
    expect(say(`auth_token = "${long}"`)).toEqual(['jwt medium'])
  })

  test.each([
    ['a session', 'access_token', { iat: 1700000000, exp: 1700003600 }],
    ['a refresh token', 'refresh_token', { iat: 1700000000, exp: 1700000000 + year / 13 }],
    ['what every visitor has', 'apikey', { role: 'anon', iat: 1700000000, exp: 2015360000 }],
    ['the sample of tutorials', 'token', { sub: '1234567890', name: 'John Doe', iat: 1516239022 }],
    ['a header', 'Authorization: Bearer', { sub: random.digits(9) }],
    ['an identity', 'id_token', { sub: random.digits(9), iat: 1700000000 }],
  ])('%s is less', (_, name, claims) => {
    expect(say(`"${name}": "${token(claims)}"`).join()).not.toMatch(/medium|high/)
  })
})

describe('secrets that sign', () => {
  const secret = random.hex(64)

  test('the secret of a web framework is no private key', () => {
    const text = `SECRET_KEY = "${secret}"\nALGORITHM = "HS256"\nwith_strong_passwords = True\n`
    expect(say(text)).toEqual(['signing-secret medium'])
    expect(say(`JWT_SECRET=${secret}`)).toEqual(['signing-secret medium'])
    expect(say(`# web3\nSECRET_KEY = "${secret}"\nACCESS_TOKEN_EXPIRE_MINUTES = 30`)).toEqual([
      'signing-secret medium',
    ])
  })

  test('an exchange or a wallet near it is known better', () => {
    expect(say(`GATEIO_SECRET_KEY = "${secret}" # HS256`)).toEqual(['gate-api-secret medium'])
    expect(say(`PRIVATE_KEY = "${secret}" # web3`).join()).toContain('evm-private-key')
  })

  test('a word inside another is no vendor', () => {
    expect(say(`// strong, electronic, neutron\nSECRET_KEY = "${secret}"`).join()).not.toContain(
      'evm',
    )
  })
})

describe('short prefixes', () => {
  test.each([
    ['SQUARE_ACCESS_TOKEN', `EAAA${random.base62(60)}`, 'square-access-token high'],
    ['FB_TOKEN', `EAAG${random.base62(170)}`, 'facebook-token high'],
    ['BREVO_API_KEY', `xkeysib-${random.hex(64)}-${random.base62(16)}`, 'brevo-api-key high'],
    [
      'SLACK_TOKEN',
      `xoxp-${random.digits(12)}-${random.digits(12)}-${random.digits(13)}-${random.hex(32)}`,
      'slack-token high',
    ],
  ])('%s', (name, value, found) => {
    expect(say(`${name}=${value}`)).toEqual([found])
  })

  test('those that base64 holds by chance need a name', () => {
    const text = `EAAA${random.base62(60)}\nEAAG${random.base62(170)}\n`
    expect(say(text).join()).not.toMatch(/square|facebook/)
  })

  test('a strong prefix is not doubted for reading like a name', () => {
    const body = 'orderMarketHandlerServiceConfigAccount'.slice(0, 24)
    expect(say(`x = "sk_live_${random.base62(24)}"`)).toEqual(['stripe-live-key high'])
    expect(say(`x = "${body}"`)).toEqual([])
  })
})

describe('tokens by where they stand', () => {
  test('a Telegram token in the address of its interface', () => {
    const token = `${random.digits(10)}:AA${random.base64url(33)}`
    const { hits } = scan(`https://api.telegram.org/bot${token}/sendMessage`)
    expect(hits.map(({ parts }) => parts[0].value)).toEqual([token])
  })

  test('two arguments of a client are a pair', () => {
    const [key, secret] = [random.base62(25), random.base62(50)]
    expect(say(`auth = tweepy.OAuthHandler("${key}", "${secret}")`)).toEqual([
      'twitter-api-key+twitter-api-secret high',
    ])
  })

  test('keys that every page shows are none', () => {
    const text = `algolia: { appId: 'A', apiKey: '${random.hex(32)}', contextualSearch: true }`
    expect(say(text).filter((line) => !line.endsWith(' low'))).toEqual([])
  })

  test('digests in lists of known findings are none', () => {
    const id = random.hex(40)
    expect(say(`"hashed_secret": "${id}"`)).toEqual([])
    expect(say(`${id}:config/main.py:generic-api-key:12\n${id}:a.py:generic-api-key:3`)).toEqual([])
  })
})
