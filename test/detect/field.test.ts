import { describe, expect, test } from 'vitest'
import { readField } from '../../src/detect/field.ts'

describe('readField', () => {
  test.each([
    ['API_KEY=', 'API_KEY'],
    ['export BINANCE_KEY="', 'export BINANCE_KEY'],
    ['  "apiKey": "', 'apiKey'],
    ["const api_key: string = '", 'const api_key'],
    ['private static final String API_SECRET = "', 'API_SECRET'],
    ['<apiKey>', 'apiKey'],
    ['<add key="BinanceKey" value="', 'BinanceKey'],
    ['os.environ["BN_KEY"] = "', 'BN_KEY'],
    ['os.getenv("API_KEY", "', 'API_KEY'],
    ["process.env.API_KEY || '", 'process.env.API_KEY'],
    ['-H "X-MBX-APIKEY: ', 'X-MBX-APIKEY'],
    ['API Key: ', 'API Key'],
    ['--api-key ', 'api-key'],
    ['SECRET_KEY :=  `', 'SECRET_KEY'],
    ["API_KEY: z.string().min(1).default('", 'API_KEY'],
    ['api_key: str = field(default="', 'api_key'],
    ['api_key: SecretStr = SecretStr("', 'api_key'],
    ["const API_KEY = String.fromEnvironment('API_KEY', defaultValue: '", 'API_KEY'],
    ['gh secret set API_KEY --body "', 'API_KEY'],
    ['os.getenv("SOME_EXCHANGE_API_PASSPHRASE", "', 'SOME_EXCHANGE_API_PASSPHRASE'],
    ['{"name": "API_KEY", "value": "', 'API_KEY'],
  ])('%s', (left, name) => {
    const field = readField(left, '')
    expect(field.name.endsWith(name.split(' ').at(-1)!)).toBe(true)
    expect(field.plain).toContain(
      name
        .split(' ')
        .at(-1)!
        .toLowerCase()
        .replaceAll(/[^a-z0-9]/g, ''),
    )
  })

  test('a function is a call, not a name', () => {
    expect(readField('client = Client("', '')).toMatchObject({
      name: '',
      call: 'Client',
      position: 0,
    })
  })

  test('a call that is over is none', () => {
    expect(readField('NewClient(context.Background(), "', '')).toMatchObject({ call: 'NewClient' })
    const { words } = readField('fly secrets set ACME_API_KEY=', '')
    expect(words).toEqual(['acme', 'api', 'key'])
  })

  test('the second argument knows its place', () => {
    const first = 'aB3dE5gH7jK9mN1pQ3sT5vX7zA'
    expect(readField(`Client("${first}", "`, '')).toMatchObject({ call: 'Client', position: 1 })
  })

  test('a value on a line of its own takes its name from above', () => {
    expect(readField('        "', 'api_secret = (\n')).toMatchObject({ plain: 'apisecret' })
    expect(readField('  value: ', '- name: BINANCE_API_KEY\n')).toMatchObject({
      plain: 'binanceapikey',
    })
    expect(readField('<string>', '<key>ApiSecret</key>\n')).toMatchObject({ name: 'ApiSecret' })
  })

  test('an element of the same list is no name', () => {
    const name = 'kraken'
    expect(readField(`pairs.append(('${name}', '`, '').name).toBe('')
    expect(readField("define('API_KEY', '", '').name).toBe('API_KEY')
    expect(readField("createHmac('sha256', '", '')).toMatchObject({ name: '', call: 'createHmac' })
  })

  test('a setter names what it is given', () => {
    expect(readField('  .apiKey("', '')).toMatchObject({ name: 'apiKey', call: 'apiKey' })
    expect(readField('spec.setSecretKey("', '')).toMatchObject({ plain: 'specsetsecretkey' })
  })

  test('texts that PHP serialises keep their names', () => {
    expect(readField('s:7:"api_key";s:64:"', '').name).toBe('api_key')
  })

  test('what makes bytes of digits is skipped', () => {
    expect(readField('crypto.ToECDSA(common.FromHex("', '')).toMatchObject({
      call: 'crypto.ToECDSA',
    })
    expect(readField('keys.PrivateKey(bytes.fromhex("', '')).toMatchObject({
      call: 'keys.PrivateKey',
    })
  })

  test('a long name with dots is a name, digits are none', () => {
    const call = 'web3.eth.accounts.privateKeyToAccount'
    expect(readField(`${call}('`, '')).toMatchObject({ call })
    const above = `private_keys:\n  - 0x${'a1b2c3d4'.repeat(8)}\n`
    expect(readField('  - 0x', above)).toMatchObject({ plain: 'privatekeys' })
  })

  test('a finished statement above says nothing', () => {
    expect(readField('"', 'api_key = load();\n').name).toBe('')
  })
})

describe('arguments before a value', () => {
  test.each([
    ["web3.eth.accounts.signTransaction(tx, '", 'web3.eth.accounts.signTransaction', ''],
    ['BpxClient::init("https://api.example.org".to_string(), "', 'BpxClient.init', ''],
    ['set(apiKey, "', '', 'apiKey'],
  ])('%s', (left, call, name) => {
    const field = readField(left, '')
    expect(field.name).toBe(name)
    if (call !== '') expect(field).toMatchObject({ call, position: 1 })
  })
})
