import { describe, expect, test } from 'vitest'
import { isStrongPassword } from '../../../src/detect/structures/password-strength.ts'
import { createDetector } from '../../helpers/detect.ts'
import { seeded } from '../../helpers/seeded.ts'

const random = seeded('passwords')
const detector = createDetector()
const say = (text: string, path?: string): string[] => detector.say(text, path)
/** As a generator of passwords makes one. */
const strong = `k7${random.base62(6)}-R${random.base62(6)}4x`

describe('strength', () => {
  test.each([strong, `Tx9!${random.base62(9)}2b`])('a random one counts', (value) => {
    expect(isStrongPassword(value)).toBe(true)
  })

  test.each([
    'Summer2019!',
    'Password123!',
    'P4ssw0rd-2021',
    'correct-horse-battery-1',
    'admin@1234567',
    'SuperSecretPassw0rd',
    'config.db1Name',
    'getUser1234Name',
    '2019-01-01T00:00',
    '10.20.30.40:5060',
    'xxxxxxxxxx12',
    'aaaa1111bbbb',
    ['${DB', 'PASS_9aK}'].join('_'),
    '<your-passw0rd>',
    'k7x',
  ])('%s is nothing', (value) => {
    expect(isStrongPassword(value)).toBe(false)
  })
})

describe('given to a name', () => {
  test.each([
    ['code', `ssh.connect("203.0.113.7", username="root", password="${strong}")`],
    ['PHP', `define( 'DB_PASSWORD', '${strong}' );`],
    ['Gradle', `    storePassword '${strong}'`],
    ['properties', `user=app\nspring.datasource.password=${strong}\n`],
    ['YAML', `production:\n  username: deploy\n  password: ${strong}\n`],
    ['XML', `<server><password>${strong}</password></server>`],
    ['.NET', `"Server=sql.corp.net;User Id=sa;Password=${strong};"`],
    ['inventory', `203.0.113.7 ansible_user=root ansible_password=${strong}`],
    ['.netrc', `machine git.corp.net\nlogin me\npassword ${strong}\n`],
    ['notes', `- user: root\n- password: ${strong}\n`],
    ['a variable for one command', `PGPASSWORD=${strong} pg_dump -h db app > app.sql`],
    ['a file made by the shell', `geth --unlock 0 --password <(echo "${strong}") --mine`],
    ['a short name', `DB_PASS=${strong}\nSMTP_HOST=mail.corp.net\n`],
    ['a short name and a long password', `DB_PASS=${random.base62(24)}\n`],
    ['a short name in code', `$db_pass = '${strong}';`],
    ['a short name in an inventory', `vps1 ansible_user=root ansible_ssh_pass=${strong}`],
    ['passphrase', `passphrase: '${strong}',`],
    ['a wallet opened', `bitcoin-cli walletpassphrase "${strong}" 600`],
    ['a wallet opened without quotes', `litecoin-cli walletpassphrase ${strong} 60`],
    ['a wallet opened by a call', `rpc.walletpassphrase("${strong}", 60)`],
    ['a wallet opened in JSON', `{"method":"walletpassphrase","params":["${strong}",60]}`],
    ['gpg', `gpg --batch --passphrase ${strong} -d keys.gpg`],
    ['a brain wallet', `passphrase = "river ${strong} copper falcon"`],
  ])('%s', (_, text) => {
    expect(say(text)).toEqual(['assigned-password medium'])
  })

  test.each([
    `password_hash = "${strong}"`,
    `tests_passed = "${strong}"`,
    `first_pass = f(${strong})`,
    `passphrase_file = "${strong}"`,
    'passphrase = "river falcon copper meadow"',
    'bitcoin-cli walletpassphrase "$PASS" 600',
    'walletpassphrase <passphrase> <timeout2>',
    `passwordField: "${strong}"`,
    `if (password == "${strong}")`,
    `password = read("${strong}")`,
    `the password is ${strong.slice(0, 4)}`,
    'password: str = None',
    'password=password1234567890',
  ])('%s is none', (text) => {
    expect(say(text)).toEqual([])
  })

  test('on this machine, in examples and in tests it is less', () => {
    const text = `password: ${strong}\n`
    expect(say(`host: localhost\n${text}`)).toEqual(['assigned-password low'])
    expect(say(`# example\n${text}`)).toEqual(['assigned-password low'])
    expect(say(text, 'tests/settings.yml')).toEqual(['assigned-password low'])
  })
})

describe('where programs log in', () => {
  test.each([
    ['command-password', `sshpass -p '${strong}' ssh root@web1.corp.net`],
    ['command-password', `mysqldump -h db.corp.net -u root -p'${strong}' app`],
    ['command-password', `curl -s -u me:${strong} https://dav.corp.net/`],
    ['login-password', `sql.Open("mysql", "root:${strong}@tcp(db.corp.net:3306)/bot")`],
    ['login-password', `db.corp.net:5432:app:deploy:${strong}\n`],
    ['web-address-password', `https://admin:${strong}@grafana.corp.net/api`],
  ])('%s', (rule, text) => {
    expect(say(text)).toEqual([`${rule} medium`])
  })

  test.each([
    'mysql -u root -p app',
    `curl -s https://corp.net/ | sort -u me:${strong}`,
    'https://user:password@corp.net/',
    'http://localhost:8080/@scope/name',
    'https://www.corp.net/a:b@c',
    'http://203.0.113.7:3000/x@y',
    'wss://stream.corp.net:9443/ws',
  ])('%s is none', (text) => {
    expect(say(text)).toEqual([])
  })

  test('a password that begins with digits is no port', () => {
    expect(say(`https://me:77${strong}@corp.net/`)).toEqual(['web-address-password medium'])
  })
})

describe('basic authentication', () => {
  const login = btoa(`deploy:${strong}`)

  test.each([
    `curl -H "Authorization: Basic ${login}" https://api.corp.net/`,
    `_auth=${login}`,
    `{"auths": {"registry.corp.net": {"auth": "${login}"}}}`,
  ])('%#', (text) => {
    expect(say(text)).toEqual(['basic-auth medium'])
  })

  test('of a word or without a label it is none', () => {
    expect(say(`Authorization: Basic ${btoa('deploy:password-of-user')}`)).toEqual([])
    expect(say(`image = "${login}"`)).toEqual([])
  })
})

describe('keys of frameworks', () => {
  test('Django: with marks in it', () => {
    const key = `${random.base62(20).toLowerCase()}!@(${random.base62(20).toLowerCase()}%^&*)9x`
    expect(say(`SECRET_KEY = '${key.padEnd(50, 'q7')}'`)).toEqual(['django-secret-key medium'])
    expect(say(`SECRET_KEY = '${'x'.repeat(50)}'`)).toEqual([])
  })

  test('Laravel: base64 behind its mark', () => {
    const key = `${random.base64(43)}=`
    expect(say(`APP_KEY=base64:${key}`)).toEqual(['laravel-app-key medium'])
  })

  test('what tokens are signed with, by the call alone', () => {
    const text = `const token = jwt.sign(payload, '${random.hex(64)}', options)`
    expect(say(text)).toEqual(['signing-secret medium'])
  })
})
