/** Credentials that no plain search of the text sees: encoded, escaped, split, packed, compiled. */
import { gzipSync } from 'node:zlib'
import { ar, paxTar, pyc, sqlite, tar, utf16, utf32, zip } from './containers.mjs'
import { file, json, text } from './file.mjs'
import { tokens } from './tokens.mjs'

/** Texts that leak plainly, with what they leak; the wrappers below hide them. */
const plain = {
  binanceEnv(g) {
    const [key, secret] = [g.base62(64), g.base62(64)]
    return {
      body: `BINANCE_API_KEY=${key}\nBINANCE_API_SECRET=${secret}\n`,
      secrets: [key, secret],
    }
  },
  binancePython(g) {
    const [key, secret] = [g.base62(64), g.base62(64)]
    return {
      body: `from binance.client import Client\nclient = Client("${key}", "${secret}")\n`,
      secrets: [key, secret],
    }
  },
  binanceJson(g) {
    const [key, secret] = [g.base62(64), g.base62(64)]
    return {
      body: JSON.stringify({ exchange: 'binance', apiKey: key, secret }),
      secrets: [key, secret],
    }
  },
  okxJson(g) {
    const [key, secret] = [g.uuid(), g.upperHex(32)]
    return {
      body: JSON.stringify({ exchange: 'okx', apiKey: key, secret, password: g.password() }),
      secrets: [key, secret],
    }
  },
  github(g) {
    const token = tokens.github(g)
    return { body: `GITHUB_TOKEN=${token}\n`, secrets: [token] }
  },
  aws(g) {
    const [id, secret] = [tokens.awsId(g), tokens.awsSecret(g)]
    return {
      body: `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`,
      secrets: [id, secret],
    }
  },
  mnemonic(g) {
    const phrase = g.mnemonic(12)
    return { body: `MNEMONIC="${phrase}"\n`, secrets: [phrase] }
  },
  telegram(g) {
    const token = tokens.telegram(g)
    return { body: `TELEGRAM_BOT_TOKEN=${token}\n`, secrets: [token] }
  },
  pem(g) {
    const pem = g.pem('ec', 'sec1')
    return { body: `${pem}\n`, secrets: [pem] }
  },
}

/** Anywhere in the file: binary formats have no lines to compare. */
const anywhere = (path, content, secrets) =>
  file(path, content, ...secrets.map((value) => ({ value, as: null })))

const packed = (kind, path, pack) => (g) => {
  const { body, secrets } = plain[kind](g)
  return anywhere(path, pack(body, g), secrets)
}

/** The whole leak encoded into one run of the text. */
const encoded = (kind, path, encode, write) => (g) => {
  const { body, secrets } = plain[kind](g)
  const run = encode(body)
  return file(path, write(g, run), ...secrets.map((value) => ({ value, as: run })))
}

/** Each of two values of Binance written in another way. */
const written = (path, rewrite, write) => (g) => {
  const [key, secret] = [g.base62(64), g.base62(64)]
  const [first, second] = [rewrite(key, g), rewrite(secret, g)]
  return file(
    path,
    write(g, first, second),
    { value: key, as: first },
    { value: secret, as: second },
  )
}

const base64 = (body) => Buffer.from(body).toString('base64')
const base64url = (body) => Buffer.from(body).toString('base64url')
const wrapped = (body, width = 76) =>
  base64(body)
    .match(new RegExp(`.{1,${width}}`, 'g'))
    .join('\n')
const escape = (value, prefix, width) =>
  [...value]
    .map((letter) => prefix + letter.charCodeAt(0).toString(16).padStart(width, '0'))
    .join('')
const percent = (body) => escape(body, '%', 2)
const halves = (value, joint) => `${value.slice(0, 30)}${joint}${value.slice(30)}`
const thirds = (value, joint) =>
  [value.slice(0, 22), value.slice(22, 44), value.slice(44)].join(joint)

const readme = (g) => ({ 'README.md': `# ${g.project()}\n\nRun \`make up\`.\n` })

const encodings = {
  'base64-k8s-secret': written(
    'k8s/secret.yml',
    base64,
    (g, key, secret) => text`
    apiVersion: v1
    kind: Secret
    metadata:
      name: binance
    type: Opaque
    data:
      BINANCE_API_KEY: ${key}
      BINANCE_API_SECRET: ${secret}
  `,
  ),
  'base64-dotenv-blob': encoded(
    'binanceEnv',
    '.github/workflows/bot.yml',
    base64,
    (g, run) =>
      `env:\n  DOTENV_B64: ${run}\nsteps:\n  - run: echo "$DOTENV_B64" | base64 -d > .env\n`,
  ),
  'base64-nested-twice': encoded(
    'binanceJson',
    'config.py',
    (body) => base64(base64(body)),
    (g, run) => `CONFIG = json.loads(b64decode(b64decode("${run}")))\n`,
  ),
  'base64-nested-thrice': encoded(
    'github',
    'payload.txt',
    (body) => base64(base64(base64(body))),
    (g, run) => `${run}\n`,
  ),
  'base64-mime-wrapped': encoded(
    'aws',
    'mail.eml',
    wrapped,
    (g, run) => text`
    From: ${g.person()}@${g.company()}.io
    Subject: credentials
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: base64

    ${run}
  `,
  ),
  'base64url-query': encoded(
    'okxJson',
    'links.md',
    base64url,
    (g, run) => `[open dashboard](https://bot.${g.company()}.io/#state=${run})\n`,
  ),
  'base64-js-atob': encoded(
    'binanceJson',
    'src/conf.js',
    base64,
    (g, run) => `const conf = JSON.parse(atob('${run}'))\n`,
  ),
  'base64-data-uri': encoded(
    'binanceJson',
    'index.html',
    base64,
    (g, run) =>
      `<a href="data:application/json;base64,${run}" download="settings.json">settings</a>\n`,
  ),
  'base64-powershell-utf16': encoded(
    'telegram',
    'start.ps1',
    (body) => Buffer.from(`$env:${body.trim()}; node bot.js`, 'utf16le').toString('base64'),
    (g, run) => `powershell -EncodedCommand ${run}\n`,
  ),
  'base64-gzip-helm-release': encoded(
    'binanceEnv',
    'release.yaml',
    (body) => base64(base64(gzipSync(body))),
    (g, run) =>
      `apiVersion: v1\nkind: Secret\ntype: helm.sh/release.v1\ndata:\n  release: ${run}\n`,
  ),
  'base64-mnemonic': encoded('mnemonic', 'terraform.tfstate', base64, (g, run) =>
    json({
      version: 4,
      resources: [{ type: 'kubernetes_secret', instances: [{ attributes: { data: run } }] }],
    }),
  ),
  'base64-pem-env': encoded('pem', '.env', base64, (g, run) => `JWT_PRIVATE_KEY_B64=${run}\n`),
  'base64-cloud-init': encoded(
    'aws',
    'user-data.tf',
    (body) => base64(`#!/bin/bash\ncat > /root/.aws/credentials <<EOF\n${body}EOF\n`),
    (g, run) => `user_data = "${run}"\n`,
  ),
  'hex-encoded-env': encoded(
    'binanceEnv',
    'dump.hex',
    (body) => Buffer.from(body).toString('hex'),
    (g, run) => `${run}\n`,
  ),
  'percent-curl-body': encoded(
    'binanceJson',
    'replay.sh',
    encodeURIComponent,
    (g, run) => `curl -X POST https://bot.${g.company()}.io/connect --data "config=${run}"\n`,
  ),
  'percent-all-bytes': encoded(
    'github',
    'access.log',
    percent,
    (g, run) => `203.0.113.7 - - "GET /cb?state=${run} HTTP/1.1" 200 ${g.number(4)}\n`,
  ),
  'percent-twice': encoded(
    'okxJson',
    'redirects.log',
    (body) => encodeURIComponent(encodeURIComponent(body)),
    (g, run) => `GET /login?next=%252Fsetup%253Fcfg%253D${run}\n`,
  ),
  'unicode-escapes-json': written(
    'messages.json',
    (value) => escape(value, '\\u', 4),
    (g, key, secret) => `{"exchange":"binance","apiKey":"${key}","secret":"${secret}"}\n`,
  ),
  'hex-escapes-js': written(
    'dist/obf.js',
    (value) => escape(value, '\\x', 2),
    (g, key, secret) =>
      `var _0x1a=["\\x62\\x69\\x6e\\x61\\x6e\\x63\\x65"];var binance={apiKey:"${key}",apiSecret:"${secret}"};\n`,
  ),
  'escaped-newlines-json': (g) => {
    const { body, secrets } = plain.binanceEnv(g)
    const run = JSON.stringify(body).slice(1, -1)
    return file('ci/variables.json', `{"DOTENV":"${run}"}\n`, ...secrets)
  },
  'json-in-json-in-json': (g) => {
    const { body, secrets } = plain.binanceJson(g)
    return file(
      'event.json',
      json({ Records: [{ body: JSON.stringify({ Message: body }) }] }),
      ...secrets,
    )
  },
  'quoted-printable-mail': (g) => {
    const { body, secrets } = plain.binanceEnv(g)
    const run = body.replaceAll('=', '=3D').replaceAll(/[^\n]{72}/g, (line) => `${line}=\n`)
    return file(
      'mail.eml',
      `Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n${run}`,
      ...secrets.map((value) => ({ value, as: null })),
    )
  },
  'url-safe-base64-jwt-payload': encoded(
    'binanceJson',
    'session.txt',
    base64url,
    (g, run) => `${base64url('{"alg":"none"}')}.${run}.\n`,
  ),
}

const charsets = {
  'utf16le-bom-env': packed('binanceEnv', '.env', (body) => utf16(body)),
  'utf16be-bom-json': packed('binanceJson', 'config.json', (body) =>
    utf16(body, { bigEndian: true }),
  ),
  'utf16le-no-bom': packed('aws', 'credentials.txt', (body) => utf16(body, { mark: false })),
  'utf16be-no-bom': packed('github', 'token.txt', (body) =>
    utf16(body, { bigEndian: true, mark: false }),
  ),
  'utf16-regedit-export': packed('telegram', 'settings.reg', (body, g) =>
    utf16(
      `Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Software\\${g.project()}]\r\n"TelegramToken"="${body.trim().split('=')[1]}"\r\n`,
    ),
  ),
  'utf16-powershell-redirect': packed('binanceEnv', 'out.txt', (body) =>
    utf16(`PS C:\\bot> type .env\r\n${body.replaceAll('\n', '\r\n')}`),
  ),
  'utf32le-bom': packed('binancePython', 'bot.py', (body) => utf32(body)),
  'utf32be-bom': packed('okxJson', 'okx.json', (body) => utf32(body, { bigEndian: true })),
  'utf32le-no-bom': packed('github', 'env.txt', (body) => utf32(body, { mark: false })),
}

const splits = {
  'python-plus': written(
    'bot.py',
    (value) => halves(value, '" + "'),
    (g, key, secret) =>
      `from binance.client import Client\n\napi_key = "${key}"\napi_secret = "${secret}"\nclient = Client(api_key, api_secret)\n`,
  ),
  'python-implicit-lines': written(
    'settings.py',
    (value) => halves(value, '"\n    "'),
    (g, key, secret) =>
      `BINANCE_KEY = (\n    "${key}"\n)\nBINANCE_SECRET = (\n    "${secret}"\n)\n`,
  ),
  'python-backslash-continued': written(
    'conf.py',
    (value) => halves(value, '\\\n'),
    (g, key, secret) => `BINANCE_KEY = "${key}"\nBINANCE_SECRET = "${secret}"\n`,
  ),
  'js-plus-lines': written(
    'src/keys.js',
    (value) => thirds(value, "' +\n    '"),
    (g, key, secret) =>
      `export const binance = {\n  apiKey: '${key}',\n  apiSecret: '${secret}',\n}\n`,
  ),
  'js-array-join': written(
    'keys.ts',
    (value) => thirds(value, "', '"),
    (g, key, secret) =>
      `const binanceKey = ['${key}'].join('')\nconst binanceSecret = ['${secret}'].join('')\n`,
  ),
  'java-plus': written(
    'Keys.java',
    (value) => halves(value, '"\n        + "'),
    (g, key, secret) =>
      `class BinanceKeys {\n    static final String API_KEY = "${key}";\n    static final String SECRET_KEY = "${secret}";\n}\n`,
  ),
  'go-plus': written(
    'keys.go',
    (value) => halves(value, '" +\n\t\t"'),
    (g, key, secret) =>
      `package keys\n\nconst (\n\tBinanceKey = "${key}"\n\tBinanceSecret = "${secret}"\n)\n`,
  ),
  'php-dots': written(
    'keys.php',
    (value) => thirds(value, "' . '"),
    (g, key, secret) => `<?php\n$binance_key = '${key}';\n$binance_secret = '${secret}';\n`,
  ),
  'lua-dots': written(
    'keys.lua',
    (value) => halves(value, '" .. "'),
    (g, key, secret) => `binance = { key = "${key}", secret = "${secret}" }\n`,
  ),
  'c-adjacent': written(
    'keys.h',
    (value) => halves(value, '"\n                   "'),
    (g, key, secret) =>
      `static const char *binance_key = "${key}";\nstatic const char *binance_secret = "${secret}";\n`,
  ),
  'vba-ampersand': written(
    'Module1.bas',
    (value) => halves(value, '" & _\n        "'),
    (g, key, secret) => `Const BinanceKey = "${key}"\nConst BinanceSecret = "${secret}"\n`,
  ),
  'shell-continuation': written(
    'run.sh',
    (value) => halves(value, '\\\n'),
    (g, key, secret) => `export BINANCE_API_KEY="${key}"\nexport BINANCE_API_SECRET="${secret}"\n`,
  ),
  'yaml-folded-quoted': written(
    'values.yaml',
    (value) => halves(value, '\\\n    '),
    (g, key, secret) => `binance:\n  apiKey: "${key}"\n  apiSecret: "${secret}"\n`,
  ),
  'split-github-token': (g) => {
    const token = tokens.github(g)
    const run = `${token.slice(0, 12)}" + "${token.slice(12)}`
    return file(
      'release.py',
      `TOKEN = "${run}"  # keep the bot from revoking it\ngh = Github(TOKEN)\n`,
      { value: token, as: run },
    )
  },
  'split-mnemonic-lines': (g) => {
    const mnemonic = g.mnemonic(12)
    const words = mnemonic.split(' ')
    const run = `${words.slice(0, 6).join(' ')} ' +\n  '${words.slice(6).join(' ')}`
    return file(
      'hardhat.config.js',
      `const mnemonic =\n  '${run}'\nmodule.exports = { networks: { bsc: { accounts: { mnemonic } } } }\n`,
      { value: mnemonic, as: run },
    )
  },
}

const archives = {
  'gzip-env': packed('binanceEnv', 'backup/env.gz', gzipSync),
  'gzip-sql-dump': packed('binanceJson', 'dump.sql.gz', (body, g) =>
    gzipSync(
      `CREATE TABLE settings (id int, body json);\nINSERT INTO settings VALUES (${g.number(2)}, '${body}');\n`,
    ),
  ),
  'zip-deflated': packed('binanceEnv', 'bot.zip', (body, g) =>
    zip({ ...readme(g), 'bot/.env': body }),
  ),
  'zip-stored': packed('aws', 'lambda.zip', (body) =>
    zip({ 'index.js': 'exports.handler = () => 1\n', '.aws/credentials': body }, { store: true }),
  ),
  'tar-plain': packed('binancePython', 'src.tar', (body, g) =>
    tar({ ...readme(g), 'src/main.py': body }),
  ),
  'tar-gz': packed('binanceEnv', 'release-1.0.tar.gz', (body, g) =>
    gzipSync(tar({ ...readme(g), 'release-1.0/.env': body })),
  ),
  'tgz-npm-package': packed('github', 'package.tgz', (body) =>
    gzipSync(
      tar({ 'package/package.json': '{"name":"x","version":"1.0.0"}', 'package/.env': body }),
    ),
  ),
  'zip-in-zip': packed('binanceEnv', 'backups.zip', (body, g) =>
    zip({ 'monday.zip': zip({ ...readme(g), '.env': body }) }),
  ),
  'tar-gz-in-zip': packed('okxJson', 'all.zip', (body, g) =>
    zip({ 'a/inner.tar.gz': gzipSync(tar({ ...readme(g), 'okx.json': body })) }),
  ),
  'base64-in-zip': packed('binanceEnv', 'secrets.zip', (body) =>
    zip({ 'secret.yaml': `kind: Secret\ndata:\n  .env: ${base64(body)}\n` }),
  ),
  'utf16-in-zip': packed('binanceEnv', 'win.zip', (body) => zip({ 'env.txt': utf16(body) })),
  'jar-properties': packed('binanceEnv', 'target/bot.jar', (body) =>
    zip({ 'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\n', 'application.properties': body }),
  ),
  'apk-assets': packed('binanceJson', 'app-release.apk', (body) =>
    zip({ 'AndroidManifest.xml': Buffer.from([3, 0, 8, 0, 1, 2, 3]), 'assets/config.json': body }),
  ),
  'python-wheel': packed('binancePython', 'dist/bot-0.1-py3-none-any.whl', (body) =>
    zip({ 'bot/__init__.py': body, 'bot-0.1.dist-info/METADATA': 'Name: bot\n' }),
  ),
  'docx-notes': packed('binanceEnv', 'handover.docx', (body) =>
    zip({
      '[Content_Types].xml': '<Types/>',
      'word/document.xml': `<w:document>${body
        .trim()
        .split('\n')
        .map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`)
        .join('')}</w:document>`,
    }),
  ),
  'xlsx-shared-strings': packed('binanceEnv', 'accounts.xlsx', (body) =>
    zip({
      'xl/sharedStrings.xml': `<sst>${body
        .trim()
        .split(/[\n=]/)
        .map((cell) => `<si><t>${cell}</t></si>`)
        .join('')}</sst>`,
    }),
  ),
  'deb-package': packed('aws', 'tool.deb', (body) =>
    ar({
      'debian-binary': '2.0\n',
      'data.tar.gz': gzipSync(tar({ './root/.aws/credentials': body })),
    }),
  ),
  'docker-save-layer': packed('binanceEnv', 'image.tar', (body, g) =>
    tar({ 'manifest.json': '[]', [`${g.hex(64)}/layer.tar`]: tar({ 'app/.env': body }) }),
  ),
}

const streams = {
  'zip-streamed': packed('binanceEnv', 'download.zip', (body, g) =>
    zip({ ...readme(g), 'bot/.env': body }, { streamed: true }),
  ),
  'zip-streamed-in-zip': packed('aws', 'artifacts.zip', (body) =>
    zip({ 'build.zip': zip({ '.aws/credentials': body }, { streamed: true }) }, { streamed: true }),
  ),
  'zip-behind-a-script': packed('binanceEnv', 'installer.sh', (body) =>
    Buffer.concat([Buffer.from('#!/bin/sh\nunzip -q "$0"\nexit 0\n'), zip({ '.env': body })]),
  ),
  'zip-without-extension': packed('github', 'backup', (body) => zip({ 'notes.txt': body })),
  'gzip-two-members': packed('binanceEnv', 'logs/bot.log.gz', (body, g) =>
    Buffer.concat([gzipSync(`started ${g.date()}\n`), gzipSync(body)]),
  ),
  'gzip-with-name': packed('okxJson', 'okx.json.gz', (body) => {
    const bytes = gzipSync(body)
    bytes[3] |= 8
    return Buffer.concat([bytes.subarray(0, 10), Buffer.from('okx.json\0'), bytes.subarray(10)])
  }),
  'tar-long-name': packed('binanceEnv', 'home.tar', (body) =>
    paxTar(`${'deeply/nested/'.repeat(9)}.env`, body),
  ),
  'tar-gz-of-gz': packed('telegram', 'logs.tar.gz', (body) =>
    gzipSync(tar({ 'logs/a.log.gz': gzipSync(body) })),
  ),
  'sqlite-in-zip': packed('telegram', 'profile.zip', (body) =>
    zip({ 'data/app.db': sqlite('config', ['k TEXT', 'v TEXT'], [['env', body]]) }),
  ),
  'pyc-in-wheel': packed('github', 'pkg.whl', (body) =>
    zip({
      'pkg/__pycache__/conf.cpython-311.pyc': pyc(
        ['TOKEN'],
        [body.trim().split('=')[1]],
        'conf.py',
      ),
    }),
  ),
}

const anyKind = (g) =>
  plain[
    g.pick([
      'binanceEnv',
      'binanceJson',
      'binancePython',
      'okxJson',
      'github',
      'aws',
      'mnemonic',
      'telegram',
      'pem',
    ])
  ](g)

const byChance = {
  'chance-base64-in-text': (g) => {
    const { body, secrets } = anyKind(g)
    const run = g.pick([base64, base64url, (all) => base64(base64(all))])(body)
    const [path, content] = g.pick([
      ['values.yaml', `secrets:\n  env: ${run}\n`],
      ['config.json', json({ debug: true, payload: run })],
      ['main.py', `exec(base64.b64decode("${run}"))\n`],
      ['.env', `CONFIG_B64=${run}\n`],
      ['notes.txt', `${run}\n`],
      ['setup.sh', `echo ${run} | base64 -d > .env\n`],
      ['ci.yml', `  - echo '${run}' | base64 --decode > secrets\n`],
    ])
    return file(path, content, ...secrets.map((value) => ({ value, as: run })))
  },
  'chance-archive': (g) => {
    const { body, secrets } = anyKind(g)
    const name = g.pick(['.env', 'config.txt', 'src/settings', 'home/user/notes'])
    const noise = { 'README.md': '# hello\n', 'main.py': 'print(1)\n' }
    const [path, content] = g.pick([
      ['a.zip', zip({ ...noise, [name]: body })],
      ['a.zip', zip({ [name]: body, ...noise }, { store: true })],
      ['a.tar', tar({ ...noise, [name]: body })],
      ['a.tgz', gzipSync(tar({ [name]: body, ...noise }))],
      ['a.gz', gzipSync(body)],
      ['a.jar', zip({ 'META-INF/MANIFEST.MF': 'x: 1\n', [name]: body }, { streamed: true })],
    ])
    return anywhere(path, content, secrets)
  },
  'chance-charset': (g) => {
    const { body, secrets } = anyKind(g)
    const mark = g.int(2) === 0
    const bigEndian = g.int(2) === 0
    return anywhere('settings.txt', g.pick([utf16, utf32])(body, { bigEndian, mark }), secrets)
  },
  'chance-percent-json': encoded(
    'binanceJson',
    'urls.txt',
    encodeURIComponent,
    (g, run) => `https://${g.company()}.io/#/import/${run}\n`,
  ),
}

const compiled = {
  'pyc-constants': (g) => {
    const [key, secret] = [g.base62(64), g.base62(64)]
    const names = ['BINANCE_API_KEY', 'BINANCE_API_SECRET']
    return anywhere(
      '__pycache__/config.cpython-311.pyc',
      pyc(names, [key, secret], '/app/config.py'),
      [key, secret],
    )
  },
  'pyc-github-token': (g) => {
    const token = tokens.github(g)
    return anywhere(
      'build/__pycache__/release.cpython-311.pyc',
      pyc(['GITHUB_TOKEN'], [token], 'release.py'),
      [token],
    )
  },
  'sqlite-api-keys': (g) => {
    const [key, secret] = [g.base62(64), g.base62(64)]
    return anywhere(
      'db.sqlite3',
      sqlite(
        'api_keys',
        ['exchange TEXT', 'api_key TEXT', 'api_secret TEXT'],
        [
          ['kraken', '', ''],
          ['binance', key, secret],
        ],
      ),
      [key, secret],
    )
  },
  'sqlite-settings-json': (g) => {
    const { body, secrets } = plain.okxJson(g)
    return anywhere(
      'instance/app.db',
      sqlite(
        'settings',
        ['name TEXT', 'value TEXT'],
        [
          ['theme', 'dark'],
          ['exchange', body],
        ],
      ),
      secrets,
    )
  },
  'sqlite-telegram': (g) => {
    const token = tokens.telegram(g)
    return anywhere(
      'bot.sqlite',
      sqlite(
        'config',
        ['k TEXT', 'v TEXT'],
        [
          ['lang', 'en'],
          ['telegram_token', token],
        ],
      ),
      [token],
    )
  },
  'elf-strings': (g) => {
    const { body, secrets } = plain.github(g)
    const binary = Buffer.concat([
      Buffer.from('\x7fELF\x02\x01\x01\0', 'latin1'),
      g.bytes(900),
      Buffer.from(`\0${body.trim()}\0/usr/lib/libc.so\0`),
      g.bytes(900),
    ])
    return anywhere('bin/release', binary, secrets)
  },
  'notebook-base64-output': (g) => {
    const { body, secrets } = plain.binanceEnv(g)
    const run = base64(body)
    return file(
      'backup.ipynb',
      json({
        cells: [
          {
            cell_type: 'code',
            source: ['base64.b64encode(open(".env","rb").read())'],
            outputs: [{ output_type: 'execute_result', data: { 'text/plain': [`b'${run}'`] } }],
          },
        ],
        nbformat: 4,
      }),
      ...secrets.map((value) => ({ value, as: run })),
    )
  },
  'notebook-split-source': written(
    'train.ipynb',
    (value) =>
      `${value.slice(0, 30)}" \\\\\\n",\n    "           "${value.slice(30)}`
        .replaceAll('" \\\\', '\\" \\\\')
        .replace('"           "', '"           \\"'),
    (g, key, secret) =>
      `{"cells": [{"cell_type": "code", "outputs": [], "source": [\n    "binance_key = \\"${key}\\"\\n",\n    "binance_secret = \\"${secret}\\""\n  ]}], "nbformat": 4}\n`,
  ),
  'minified-one-line-bundle': (g) => {
    const { body, secrets } = plain.binanceJson(g)
    const noise = () =>
      Array.from(
        { length: 400 },
        () => `function ${g.letters(2)}(t,e){return t[${g.int(90)}]^e.${g.letters(3)}}`,
      ).join('')
    return file('static/js/main.8f3c2.js', `${noise()}var cfg=${body};${noise()}\n`, ...secrets)
  },
  'source-map-content': (g) => {
    const { body, secrets } = plain.binancePython(g)
    return file(
      'static/js/main.js.map',
      JSON.stringify({
        version: 3,
        sources: ['../src/bot.py'],
        sourcesContent: [body],
        mappings: 'AAAA;AACA',
      }),
      ...secrets,
    )
  },
  'pdf-uncompressed': (g) => {
    const { body, secrets } = plain.github(g)
    const stream = `BT /F1 12 Tf 72 720 Td (${body.trim()}) Tj ET`
    return file(
      'docs/setup.pdf',
      `%PDF-1.4\n1 0 obj\n<< /Length ${stream.length} >>\nstream\n${stream}\nendstream\nendobj\n%%EOF\n`,
      ...secrets,
    )
  },
}

export const notPlain = {
  ...encodings,
  ...charsets,
  ...splits,
  ...archives,
  ...streams,
  ...compiled,
  ...byChance,
}
