import type { Seeded } from '../../../test/helpers/seeded.ts'
import type { Credential } from './credential.ts'

/** Names of the parts in one style; `pass` is for the third part. */
export interface Names {
  readonly key: string
  readonly secret: string
  readonly pass: string
}

const pairs: readonly (readonly [string, string])[] = [
  ['API_KEY', 'API_SECRET'],
  ['API_KEY', 'SECRET_KEY'],
  ['KEY', 'SECRET'],
  ['APIKEY', 'APISECRET'],
  ['ACCESS_KEY', 'SECRET_KEY'],
  ['API_KEY', 'SECRET'],
]

/** `BINANCE_API_KEY` and its like. */
export function envNames(c: Credential, r: Seeded): Names {
  const [key, secret] = r.pick(pairs)
  const vendor = c.vendor.toUpperCase()
  return {
    key: `${vendor}_${key}`,
    secret: `${vendor}_${secret}`,
    pass: `${vendor}_${r.pick(['PASSPHRASE', 'API_PASSPHRASE', 'PASSWORD'])}`,
  }
}

export function snakeNames(c: Credential, r: Seeded): Names {
  const { key, secret, pass } = envNames(c, r)
  return { key: key.toLowerCase(), secret: secret.toLowerCase(), pass: pass.toLowerCase() }
}

/** `binanceApiKey`. */
export function camelNames(c: Credential, r: Seeded): Names {
  const { key, secret, pass } = snakeNames(c, r)
  const camel = (name: string): string =>
    name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return { key: camel(key), secret: camel(secret), pass: camel(pass) }
}

/** Without the vendor: `apiKey`. The vendor must stand elsewhere. */
export function bareNames(r: Seeded, style: 'snake' | 'camel' | 'pascal' | 'env'): Names {
  switch (style) {
    case 'snake':
      return {
        ...r.pick([
          { key: 'api_key', secret: 'api_secret' },
          { key: 'api_key', secret: 'secret_key' },
          { key: 'key', secret: 'secret' },
        ]),
        pass: 'passphrase',
      }
    case 'camel':
      return {
        ...r.pick([
          { key: 'apiKey', secret: 'apiSecret' },
          { key: 'apiKey', secret: 'secret' },
          { key: 'apiKey', secret: 'secretKey' },
        ]),
        pass: 'passphrase',
      }
    case 'pascal':
      return {
        ...r.pick([
          { key: 'ApiKey', secret: 'ApiSecret' },
          { key: 'ApiKey', secret: 'SecretKey' },
        ]),
        pass: 'Passphrase',
      }
    case 'env':
    default:
      return {
        ...r.pick([
          { key: 'API_KEY', secret: 'API_SECRET' },
          { key: 'API_KEY', secret: 'SECRET_KEY' },
        ]),
        pass: 'PASSPHRASE',
      }
  }
}
