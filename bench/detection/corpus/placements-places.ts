import { bareNames, camelNames, envNames, snakeNames } from './names.ts'
import { rows } from './placements-config.ts'
import type { Placement } from './placements-config.ts'

const pass = (value: string | undefined, line: (value: string) => string): string =>
  value === undefined ? '' : line(value)

/** More kinds of files: settings of bots, of machines and clouds, what shells and databases print. */
export const placePlacements: Readonly<Record<string, Placement>> = {
  'bot-exchange-block': (c, _r) => [
    'user_data/config.json',
    JSON.stringify(
      {
        max_open_trades: 3,
        stake_currency: 'USDT',
        exchange: {
          name: c.vendor,
          key: c.key,
          secret: c.secret,
          ...(c.passphrase === undefined ? {} : { password: c.passphrase }),
          ccxt_config: {},
          pair_whitelist: ['BTC/USDT'],
        },
      },
      null,
      4,
    ),
  ],
  'bot-double-underscore': (c, _r) => [
    'docker-compose.yml',
    `services:\n  bot:\n    environment:\n      FREQTRADE__EXCHANGE__NAME: ${c.vendor}\n      FREQTRADE__EXCHANGE__KEY: ${c.key}\n      FREQTRADE__EXCHANGE__SECRET: ${c.secret}\n${pass(c.passphrase, (v) => `      FREQTRADE__EXCHANGE__PASSWORD: ${v}\n`)}`,
  ],
  'bot-api-keys': (c, _r) => [
    'api-keys.json',
    JSON.stringify(
      {
        [`${c.vendor}_01`]: {
          exchange: c.vendor,
          key: c.key,
          secret: c.secret,
          ...(c.passphrase === undefined ? {} : { passphrase: c.passphrase }),
        },
      },
      null,
      4,
    ),
  ],
  'bot-connector-yaml': (c, _r) => [
    `conf/connectors/${c.vendor}.yml`,
    `connector: ${c.vendor}\n\n${c.vendor}_api_key: ${c.key}\n\n${c.vendor}_secret_key: ${c.secret}\n${pass(c.passphrase, (v) => `\n${c.vendor}_passphrase: ${v}\n`)}`,
  ],
  'bot-key-id': (c, _r) => [
    'feed.yaml',
    `log:\n  filename: feed.log\n${c.vendor}:\n    key_id: ${c.key}\n    key_secret: ${c.secret}\n${pass(c.passphrase, (v) => `    key_passphrase: ${v}\n`)}`,
  ],
  'bot-gateway-setting': (c, _r) => [
    `connect_${c.vendor}.json`,
    `{\n    "API Key": "${c.key}",\n    "Secret Key": "${c.secret}",\n${pass(c.passphrase, (v) => `    "Passphrase": "${v}",\n`)}    "Server": "REAL",\n    "Proxy Host": ""\n}\n`,
  ],
  'webhook-json': (c, _r) => [
    'alert.json',
    JSON.stringify({
      exchange: c.vendor,
      api_key: c.key,
      api_secret: c.secret,
      ...(c.passphrase === undefined ? {} : { api_pass: c.passphrase }),
      symbol: '{{ticker}}',
      side: '{{strategy.order.action}}',
    }),
  ],
  'streamlit-secrets': (c, r) => [
    '.streamlit/secrets.toml',
    `db_user = "me"\n\n[${c.vendor}]\n${rows(c, bareNames(r, 'snake'))
      .map(([n, v]) => `${n} = '${v}'\n`)
      .join('')}`,
  ],
  'toml-array': (c, r) => [
    'accounts.toml',
    `[[account]]\nname = "main"\nexchange = "${c.vendor}"\n${rows(c, bareNames(r, 'snake'))
      .map(([n, v]) => `${n} = "${v}"\n`)
      .join('')}`,
  ],
  'yaml-flow': (c, r) => [
    'accounts.yml',
    `accounts:\n  - {name: main, exchange: ${c.vendor}, ${rows(c, bareNames(r, 'snake'))
      .map(([n, v]) => `${n}: "${v}"`)
      .join(', ')}}\n`,
  ],
  'yaml-anchor': (c, r) => [
    'config.yaml',
    `x-keys: &keys\n${rows(c, envNames(c, r))
      .map(([n, v]) => `  ${n}: &${n.toLowerCase()} "${v}"\n`)
      .join('')}`,
  ],
  hocon: (c, _r) => [
    'application.conf',
    `${c.vendor} {\n  host = "${c.host}"\n  api-key = "${c.key}"\n  api-secret = "${c.secret}"\n${pass(c.passphrase, (v) => `  passphrase = "${v}"\n`)}}\n`,
  ],
  'ecs-task': (c, r) => [
    'task-definition.json',
    JSON.stringify(
      {
        containerDefinitions: [
          {
            name: 'bot',
            environment: rows(c, envNames(c, r)).map(([name, value]) => ({ name, value })),
          },
        ],
      },
      null,
      2,
    ),
  ],
  'terraform-lambda': (c, r) => [
    'lambda.tf',
    `resource "aws_lambda_function" "bot" {\n  environment {\n    variables = {\n${rows(
      c,
      envNames(c, r),
    )
      .map(([n, v]) => `      ${n.padEnd(26)}= "${v}"\n`)
      .join('')}    }\n  }\n}\n`,
  ],
  'cloud-run-flags': (c, r) => [
    'deploy.sh',
    `gcloud run deploy bot --image gcr.io/x/bot --set-env-vars "${rows(c, envNames(c, r))
      .map(([n, v]) => `${n}=${v}`)
      .join(',')}"\n`,
  ],
  'secret-put': (c, r) => [
    'README.md',
    rows(c, envNames(c, r))
      .map(([n, v]) => `    fly secrets set ${n}=${v}\n`)
      .join(''),
  ],
  'github-set-secret': (c, r) => [
    'setup.sh',
    rows(c, envNames(c, r))
      .map(([n, v]) => `gh secret set ${n} --body "${v}"\n`)
      .join(''),
  ],
  'ssm-parameter': (c, _r) => [
    'params.sh',
    `aws ssm put-parameter --name "/${c.vendor}/api_key" --value "${c.key}" --type SecureString\naws ssm put-parameter --name "/${c.vendor}/api_secret" --value "${c.secret}" --type SecureString\n`,
  ],
  makefile: (c, r) => [
    'Makefile',
    `${rows(c, envNames(c, r))
      .map(([n, v]) => `export ${n} := ${v}\n`)
      .join('')}\nrun:\n\tpython bot.py\n`,
  ],
  'cron-line': (c, r) => [
    'crontab',
    `*/5 * * * * ${rows(c, envNames(c, r))
      .map(([n, v]) => `${n}='${v}'`)
      .join(' ')} /usr/bin/python3 /opt/bot/run.py >> /var/log/bot.log 2>&1\n`,
  ],
  'notebook-magic': (c, r) => [
    'live.ipynb',
    JSON.stringify({
      cells: [
        {
          cell_type: 'code',
          source: rows(c, envNames(c, r)).map(([n, v]) => `%env ${n}=${v}\n`),
        },
      ],
      nbformat: 4,
    }),
  ],
  'setx-command': (c, r) => [
    'install.cmd',
    rows(c, envNames(c, r))
      .map(([n, v]) => `setx ${n} "${v}"\r\n`)
      .join(''),
  ],
  'powershell-hash': (c, r) => [
    'Config.ps1',
    `$${c.vendor} = @{\n${rows(c, bareNames(r, 'pascal'))
      .map(([n, v]) => `    ${n} = '${v}'\n`)
      .join('')}}\n`,
  ],
  'docker-inspect': (c, r) => [
    'inspect.json',
    JSON.stringify(
      [
        {
          Config: {
            Env: ['PATH=/usr/bin', ...rows(c, envNames(c, r)).map((row) => row.join('='))],
          },
        },
      ],
      null,
      4,
    ),
  ],
  'process-list': (c, _r) => [
    'ps.txt',
    `root  812  0.3  python3 bot.py --exchange=${c.vendor} --key=${c.key} --secret=${c.secret}${pass(c.passphrase, (v) => ` --passphrase=${v}`)}\n`,
  ],
  'curl-headers': (c, _r) => [
    'check.sh',
    `curl -s https://${c.host}/api/v1/accounts \\\n  -H "API-KEY: ${c.key}" \\\n  -H "API-SECRET: ${c.secret}"${pass(c.passphrase, (v) => ` \\\n  -H "API-PASSPHRASE: ${v}"`)}\n`,
  ],
  'http-file': (c, _r) => [
    'requests.http',
    `@host = https://${c.host}\n@apiKey = ${c.key}\n@apiSecret = ${c.secret}\n${pass(c.passphrase, (v) => `@passphrase = ${v}\n`)}\nGET {{host}}/api/v1/accounts\nX-API-KEY: {{apiKey}}\n`,
  ],
  'mongo-insert': (c, _r) => [
    'seed.js',
    `db.accounts.insertOne({ user: 1, exchange: "${c.vendor}", apiKey: "${c.key}", apiSecret: "${c.secret}"${pass(c.passphrase, (v) => `, passphrase: "${v}"`)} })\n`,
  ],
  'redis-hset': (c, _r) => [
    'seed.redis',
    `HSET account:1 exchange ${c.vendor} api_key ${c.key} api_secret ${c.secret}\n`,
  ],
  'sql-values-rows': (c, r) => [
    'dump.sql',
    `--\n-- Dumping data for table ${c.vendor}_accounts\n--\nINSERT INTO ${c.vendor}_accounts VALUES\n(${r.int(40)}, 'main', '${c.key}', '${c.secret}', '2024-01-0${1 + r.int(8)} 10:00:00'),\n(99, 'empty', '', '', NULL);\n`,
  ],
  'csv-no-header': (c, _r) => ['keys.csv', `${c.vendor},${c.key},${c.secret}\n`],
  'tsv-row': (c, _r) => [
    'accounts.tsv',
    `id\texchange\tapi_key\tapi_secret\n7\t${c.vendor}\t${c.key}\t${c.secret}\n`,
  ],
  'chat-export': (c, r) => [
    'messages.json',
    JSON.stringify({
      messages: rows(c, bareNames(r, 'snake')).map(([n, v], index) => ({
        ts: 1700000000 + index,
        text: `${c.label} ${n}: ${v}`,
      })),
    }),
  ],
  'notes-dash': (c, _r) => [
    'passwords.txt',
    `${c.label} (main account)\nkey - ${c.key}\nsecret - ${c.secret}\n${pass(c.passphrase, (v) => `passphrase - ${v}\n`)}`,
  ],
  'notes-same-line': (c, _r) => ['TODO', `- ${c.vendor}: key ${c.key} / secret ${c.secret}\n`],
  'toString-log': (c, _r) => [
    'logs/app.log',
    `2024-05-01 10:00:00 INFO  c.b.Main - loaded ${c.label} credentials ExchangeAccount{apiKey='${c.key}', secretKey='${c.secret}'${pass(c.passphrase, (v) => `, passphrase='${v}'`)}}\n`,
  ],
  'ini-vendor-key': (c, r) => [
    'settings.ini',
    `[keys]\n${rows(c, snakeNames(c, r))
      .map(([n, v]) => `${n} : ${v}\n`)
      .join('')}`,
  ],
  'arduino-secrets': (c, r) => [
    'arduino_secrets.h',
    rows(c, envNames(c, r))
      .map(([n, v]) => `#define SECRET_${n} "${v}"  // do not share\n`)
      .join(''),
  ],
  'gradle-properties': (c, r) => [
    'local.properties',
    `sdk.dir=/opt/android\n${rows(c, camelNames(c, r))
      .map(([n, v]) => `${n}="${v}"\n`)
      .join('')}`,
  ],
  'firebase-export': (c, _r) => [
    'firebase-export.json',
    JSON.stringify({
      users: {
        u1: {
          exchanges: {
            [c.vendor]: {
              credentials: {
                apiKey: c.key,
                apiSecret: c.secret,
                ...(c.passphrase === undefined ? {} : { apiPassword: c.passphrase }),
              },
            },
          },
        },
      },
    }),
  ],
}
