/** Binance in rarer places: build servers, hosts, editors, exports, languages of few, and files put together by chance. */
import { file, json, text } from './file.mjs'

const pair = (path, write) => (g) => {
  const [key, secret] = [g.base62(64), g.base62(64)]
  return file(typeof path === 'string' ? path : path(g), write(g, key, secret), key, secret)
}

const one = (path, write) => (g) => {
  const value = g.base62(64)
  return file(path, write(g, value), value)
}

/** Names as people make them up. */
const named = (g) =>
  g.pick([
    ['BINANCE_API_KEY', 'BINANCE_API_SECRET'],
    ['BINANCE_KEY', 'BINANCE_SECRET'],
    ['BINANCE_APIKEY', 'BINANCE_APISECRET'],
    ['BINANCE_ACCESS_KEY', 'BINANCE_PRIVATE_KEY'],
    ['binanceApiKey', 'binanceApiSecret'],
    ['binanceKey', 'binanceSecretKey'],
    ['binance_public', 'binance_private'],
    ['BN_API_KEY', 'BN_API_SECRET'],
    ['bn_key', 'bn_secret'],
    ['BNC_KEY', 'BNC_SECRET'],
    ['bncApiKey', 'bncSecretKey'],
    ['binanceusdm_key', 'binanceusdm_secret'],
    ['BINANCE_FUTURES_KEY', 'BINANCE_FUTURES_SECRET'],
    ['MAIN_BINANCE_API', 'MAIN_BINANCE_SECRET'],
    ['binance_api', 'binance_sec'],
    ['BINANCE_TESTNET_API_KEY', 'BINANCE_TESTNET_SECRET_KEY'],
    [`${g.person().toUpperCase()}_BINANCE_KEY`, `${g.person().toUpperCase()}_BINANCE_SECRET`],
  ])

const quote = (g, value) => g.pick([`'${value}'`, `"${value}"`])

const byChance = {
  'chance-dotenv': pair(
    (g) => g.pick(['.env', '.env.dev', 'prod.env', 'env.txt', '.envrc', 'config/.env']),
    (g, key, secret) => {
      const [keyName, secretName] = named(g)
      const [before, equals] = [g.pick(['', 'export ', 'set ']), g.pick(['=', ' = ', '= '])]
      const write = (name, value) =>
        `${before}${name}${equals}${g.pick([value, quote(g, value)])}${g.pick(['', ' ', ' # read only'])}`
      const lines = [
        write(keyName, key),
        write(secretName, secret),
        `SYMBOL=${g.pair()}`,
        'DEBUG=1',
      ]
      return `${(g.int(2) === 0 ? lines : lines.toReversed()).join(g.pick(['\n', '\r\n', '\n\n']))}\n`
    },
  ),
  'chance-python': pair(
    (g) => `${g.pick(['bot', 'keys', 'config', 'src/settings', 'secret', 'tests/live_test'])}.py`,
    (g, key, secret) => {
      const [keyName, secretName] = named(g)
      const [first, last] = g.pick([
        ['', ''],
        ['    ', ''],
        ['self.', ''],
        ['# ', ''],
        ['', '  # noqa'],
      ])
      return `import ${g.pick(['binance', 'ccxt', 'requests', 'os', 'hmac'])}\n\n${first}${keyName} = ${quote(g, key)}${last}\n${first}${secretName} = ${quote(g, secret)}${last}\n`
    },
  ),
  'chance-javascript': pair(
    (g) =>
      `${g.pick(['index', 'src/config', 'lib/keys', 'app', 'utils/trade'])}.${g.pick(['js', 'ts', 'mjs', 'tsx'])}`,
    (g, key, secret) => {
      const [keyName, secretName] = named(g)
      return g.pick([
        `const ${keyName} = ${quote(g, key)};\nconst ${secretName} = ${quote(g, secret)};\n`,
        `export default { ${keyName}: ${quote(g, key)}, ${secretName}: ${quote(g, secret)} }\n`,
        `process.env.${keyName} = ${quote(g, key)}\nprocess.env.${secretName} = ${quote(g, secret)}\n`,
        `const ${keyName} = process.env.KEY || ${quote(g, key)}\nconst ${secretName} = process.env.SECRET ?? ${quote(g, secret)}\n`,
      ])
    },
  ),
  'chance-json': pair('settings.json', (g, key, secret) => {
    const [keyName, secretName] = named(g)
    return json(
      { pair: g.pair(), [keyName]: key, interval: '5m', [secretName]: secret },
      g.pick([0, 2, 4, '\t']),
    )
  }),
  'chance-yaml': pair(
    (g) => `${g.pick(['config', 'values', 'settings', 'params'])}.${g.pick(['yml', 'yaml'])}`,
    (g, key, secret) => {
      const [keyName, secretName] = named(g)
      const write = (value) => g.pick([value, quote(g, value)])
      return `pair: ${g.pair()}\n${g.pick(['', 'exchange:\n'])}  ${keyName}: ${write(key)}\n  ${secretName}: ${write(secret)}\n`
    },
  ),
  'chance-java-like': pair(
    (g) =>
      `src/${g.pick(['Config', 'Constants', 'Keys'])}.${g.pick(['java', 'cs', 'kt', 'scala'])}`,
    (g, key, secret) => {
      const [keyName, secretName] = named(g)
      const before = g.pick([
        'private static final String',
        'public const string',
        'const val',
        'val',
        'String',
        'private readonly string',
      ])
      return `class Keys {\n    ${before} ${keyName} = "${key}";\n    ${before} ${secretName} = "${secret}";\n}\n`
    },
  ),
  'chance-command-line': pair(
    (g) => g.pick(['run.sh', 'start.bat', 'Makefile', '.zsh_history', 'README.md']),
    (g, key, secret) => {
      const [first, second] = g.pick([
        ['--api-key', '--api-secret'],
        ['--key', '--secret'],
        ['-k', '-s'],
        ['--binance-key', '--binance-secret'],
      ])
      const equals = g.pick([' ', '='])
      return `python3 binance_bot.py --symbol ${g.pair()} ${first}${equals}${key} ${second}${equals}${secret}\n`
    },
  ),
  'chance-chat': pair(
    (g) => g.pick(['chat.txt', 'notes.md', 'todo.txt', 'support.log']),
    (g, key, secret) =>
      g.pick([
        `binance key is ${key}\nand the secret ${secret}, don't share\n`,
        `Binance API\nKey: ${key}\nSecret: ${secret}\n`,
        `- binance ${g.person()}: ${key} / ${secret}\n`,
        `API Key for binance:${key}\nSecret Key:${secret}\nIP: 203.0.113.${g.between(2, 250)}\n`,
        `| exchange | key | secret |\n|---|---|---|\n| Binance | ${key} | ${secret} |\n`,
      ]),
  ),
}

const hosts = {
  'gitlab-ci-variables': pair(
    '.gitlab-ci.yml',
    (g, key, secret) => text`
    variables:
      BINANCE_API_KEY: "${key}"
      BINANCE_API_SECRET: "${secret}"
    trade:
      image: node:20
      script: npm start
  `,
  ),
  'jenkinsfile-environment': pair(
    'Jenkinsfile',
    (g, key, secret) => text`
    pipeline {
      environment {
        BINANCE_KEY = '${key}'
        BINANCE_SECRET = '${secret}'
      }
      stages { stage('run') { steps { sh 'python bot.py' } } }
    }
  `,
  ),
  'azure-pipelines': pair(
    'azure-pipelines.yml',
    (g, key, secret) => text`
    variables:
      - name: binanceApiKey
        value: ${key}
      - name: binanceApiSecret
        value: ${secret}
  `,
  ),
  'bitbucket-pipelines': pair(
    'bitbucket-pipelines.yml',
    (g, key, secret) => text`
    pipelines:
      default:
        - step:
            script:
              - export BINANCE_API_KEY=${key} BINANCE_API_SECRET=${secret}
              - pytest
  `,
  ),
  'travis-global': pair(
    '.travis.yml',
    (g, key, secret) =>
      `env:\n  global:\n    - BINANCE_KEY=${key}\n    - BINANCE_SECRET=${secret}\n`,
  ),
  'drone-environment': pair(
    '.drone.yml',
    (g, key, secret) =>
      `kind: pipeline\nsteps:\n- name: live\n  environment:\n    BINANCE_APIKEY: ${key}\n    BINANCE_APISECRET: ${secret}\n`,
  ),
  'pm2-ecosystem': pair(
    'ecosystem.config.js',
    (g, key, secret) =>
      `module.exports = { apps: [{ name: 'binance-bot', script: 'index.js', env: { API_KEY: '${key}', API_SECRET: '${secret}' } }] }\n`,
  ),
  'supervisor-conf': pair(
    'supervisord.conf',
    (g, key, secret) =>
      `[program:bot]\ncommand=python bot.py\nenvironment=BINANCE_KEY="${key}",BINANCE_SECRET="${secret}"\n`,
  ),
  'crontab-line': pair(
    'crontab.txt',
    (g, key, secret) =>
      `*/5 * * * * BINANCE_API_KEY=${key} BINANCE_API_SECRET=${secret} /usr/bin/python3 /root/dca.py\n`,
  ),
  'vercel-json': pair('vercel.json', (g, key, secret) =>
    json({ version: 2, env: { BINANCE_API_KEY: key, BINANCE_API_SECRET: secret } }),
  ),
  'heroku-app-json': pair('app.json', (g, key, secret) =>
    json({
      name: g.project(),
      env: { BINANCE_KEY: { description: 'key', value: key }, BINANCE_SECRET: { value: secret } },
    }),
  ),
  'wrangler-vars': pair(
    'wrangler.toml',
    (g, key, secret) =>
      `name = "${g.project()}"\n[vars]\nBINANCE_API_KEY = "${key}"\nBINANCE_API_SECRET = "${secret}"\n`,
  ),
  'fly-toml': pair(
    'fly.toml',
    (g, key, secret) =>
      `app = "${g.project()}"\n\n[env]\n  BINANCE_KEY = "${key}"\n  BINANCE_SECRET = "${secret}"\n`,
  ),
  'aws-lambda-sam': pair(
    'template.yaml',
    (g, key, secret) => text`
    Resources:
      Bot:
        Type: AWS::Serverless::Function
        Properties:
          Environment:
            Variables:
              BINANCE_KEY: ${key}
              BINANCE_SECRET: ${secret}
  `,
  ),
  'cloud-run-command': pair(
    'deploy.sh',
    (g, key, secret) =>
      `gcloud run deploy bot --image gcr.io/${g.project()}/bot --set-env-vars="BINANCE_KEY=${key},BINANCE_SECRET=${secret}"\n`,
  ),
  'docker-run-readme': pair(
    'README.md',
    (g, key, secret) =>
      `    docker run -d -e BINANCE_API_KEY=${key} -e BINANCE_API_SECRET=${secret} ${g.company()}/bot\n`,
  ),
  'docker-compose-json-env': pair(
    'docker-compose.yml',
    (g, key, secret) =>
      `services:\n  bot:\n    environment:\n      EXCHANGES: '{"binance": {"apiKey": "${key}", "secret": "${secret}"}}'\n`,
  ),
  'kubectl-literal': pair(
    'setup.sh',
    (g, key, secret) =>
      `kubectl create secret generic binance --from-literal=api-key=${key} --from-literal=api-secret=${secret}\n`,
  ),
  'github-secret-set': one(
    'setup.sh',
    (g, secret) => `gh secret set BINANCE_API_SECRET --body "${secret}"\n`,
  ),
  'terraform-state': pair('terraform.tfstate', (g, key, secret) =>
    json({
      version: 4,
      resources: [
        {
          type: 'aws_lambda_function',
          instances: [
            {
              attributes: {
                environment: [{ variables: { BINANCE_KEY: key, BINANCE_SECRET: secret } }],
              },
            },
          ],
        },
      ],
    }),
  ),
  'nomad-job': pair(
    'bot.nomad',
    (g, key, secret) =>
      `job "bot" {\n  env {\n    BINANCE_API_KEY = "${key}"\n    BINANCE_API_SECRET = "${secret}"\n  }\n}\n`,
  ),
  'puppet-hiera': pair(
    'hieradata/common.yaml',
    (g, key, secret) =>
      `trading::binance::api_key: '${key}'\ntrading::binance::api_secret: '${secret}'\n`,
  ),
  'streamlit-secrets': pair(
    '.streamlit/secrets.toml',
    (g, key, secret) => `[binance]\nkey = "${key}"\nsecret = "${secret}"\n`,
  ),
}

const exports_ = {
  'idea-workspace': pair(
    '.idea/workspace.xml',
    (g, key, secret) =>
      `<component name="RunManager"><configuration name="bot"><envs>\n  <env name="BINANCE_API_KEY" value="${key}" />\n  <env name="BINANCE_API_SECRET" value="${secret}" />\n</envs></configuration></component>\n`,
  ),
  'insomnia-export': pair('insomnia.json', (g, key, secret) =>
    json({
      resources: [
        { _type: 'environment', name: 'binance', data: { api_key: key, api_secret: secret } },
      ],
    }),
  ),
  'http-client-file': one(
    'requests.http',
    (g, key) => `GET https://api.binance.com/api/v3/account\nX-MBX-APIKEY: ${key}\n`,
  ),
  'http-client-env': pair('http-client.env.json', (g, key, secret) =>
    json({ live: { 'binance-key': key, 'binance-secret': secret } }),
  ),
  'cypress-env': pair('cypress.env.json', (g, key, secret) =>
    json({ BINANCE_KEY: key, BINANCE_SECRET: secret }),
  ),
  'k6-script': one(
    'load.js',
    (g, key) =>
      `import http from 'k6/http'\nexport default () => http.get('https://testnet.binance.vision/api/v3/account', { headers: { 'X-MBX-APIKEY': '${key}' } })\n`,
  ),
  'redis-aof': pair(
    'appendonly.aof',
    (g, key, secret) =>
      `*3\r\n$3\r\nSET\r\n$11\r\nbinance:key\r\n$64\r\n${key}\r\n*3\r\n$3\r\nSET\r\n$14\r\nbinance:secret\r\n$64\r\n${secret}\r\n`,
  ),
  'redis-commands': pair(
    'seed.redis',
    (g, key, secret) =>
      `HSET user:${g.number(3)} exchange binance apiKey ${key} apiSecret ${secret}\n`,
  ),
  'mongo-shell': pair(
    'seed.js',
    (g, key, secret) =>
      `db.accounts.insertOne({ exchange: "binance", apiKey: "${key}", apiSecret: "${secret}", createdAt: ISODate("${g.date()}") })\n`,
  ),
  'postgres-copy': pair(
    'backup.sql',
    (g, key, secret) =>
      `COPY public.exchange_accounts (id, exchange, api_key, api_secret) FROM stdin;\n1\tbinance\t${key}\t${secret}\n\\.\n`,
  ),
  'sql-multi-row': (g) => {
    const rows = Array.from({ length: 3 }, () => [g.base62(64), g.base62(64)])
    return file(
      'dump.sql',
      `INSERT INTO accounts (name, exchange, api_key, api_secret) VALUES\n${rows.map(([key, secret]) => `('${g.person()}', 'binance', '${key}', '${secret}')`).join(',\n')};\n`,
      ...rows.flat(),
    )
  },
  'semicolon-csv': pair(
    'binance.csv',
    (g, key, secret) => `Name;API Key;Secret Key;IP\n${g.person()};${key};${secret};unrestricted\n`,
  ),
  'tab-separated': pair('keys.tsv', (g, key, secret) => `binance\t${key}\t${secret}\n`),
  'html-table': pair(
    'accounts.html',
    (g, key, secret) => `<tr><td>Binance</td>\n<td>${key}</td>\n<td>${secret}</td></tr>\n`,
  ),
  'django-fixture': pair('fixtures/exchanges.json', (g, key, secret) =>
    json([
      {
        model: 'bot.exchange',
        pk: 1,
        fields: { name: 'Binance', api_key: key, api_secret: secret },
      },
    ]),
  ),
  'rails-seeds': pair(
    'db/seeds.rb',
    (g, key, secret) =>
      `Exchange.create!(name: 'binance', api_key: '${key}', api_secret: '${secret}')\n`,
  ),
  'laravel-seeder': pair(
    'database/seeders/ExchangeSeeder.php',
    (g, key, secret) =>
      `<?php\nDB::table('exchanges')->insert(['slug' => 'binance', 'api_key' => '${key}', 'api_secret' => '${secret}']);\n`,
  ),
  'typeorm-seed': pair(
    'src/seed.ts',
    (g, key, secret) =>
      `await repo.save({ exchange: Exchange.Binance, credentials: { key: '${key}', secret: '${secret}' } })\n`,
  ),
  'zsh-history-stamped': pair(
    '.zsh_history',
    (g, key, secret) =>
      `: 16${g.number(8)}:0;export binance_key=${key}\n: 16${g.number(8)}:0;export binance_secret=${secret}\n`,
  ),
  'traceback-log': pair(
    'error.log',
    (g, key, secret) =>
      `Traceback (most recent call last):\n  File "bot.py", line ${g.number(2)}, in <module>\n    client = Client('${key}', '${secret}')\nbinance.exceptions.BinanceAPIException: APIError(code=-2015): Invalid API-key\n`,
  ),
  'request-dump-log': one(
    'debug.log',
    (g, key) =>
      `DEBUG:urllib3:send: b'GET /api/v3/account HTTP/1.1\\r\\nHost: api.binance.com\\r\\nX-MBX-APIKEY: ${key}\\r\\n\\r\\n'\n`,
  ),
  'jest-log-object': pair(
    'output.txt',
    (g, key, secret) =>
      `console.log\n  Binance {\n    options: {\n      APIKEY: '${key}',\n      APISECRET: '${secret}',\n    }\n  }\n`,
  ),
  'slack-export': pair('slack/2021-05-04.json', (g, key, secret) =>
    json([
      {
        user: `U${g.upperAlnum(9)}`,
        text: `binance creds\n\`\`\`key=${key}\nsecret=${secret}\`\`\``,
      },
    ]),
  ),
  'mail-message': pair(
    'mail.eml',
    (g, key, secret) =>
      `From: ${g.person()}@${g.company()}.io\nSubject: Binance API\n\nHi,\n\nAPI key: ${key}\nSecret: ${secret}\n\nBest\n`,
  ),
  'merge-conflict': (g) => {
    const made = Array.from({ length: 4 }, () => g.base62(64))
    return file(
      'config.py',
      `<<<<<<< HEAD\nBINANCE_KEY = '${made[0]}'\nBINANCE_SECRET = '${made[1]}'\n=======\nBINANCE_KEY = '${made[2]}'\nBINANCE_SECRET = '${made[3]}'\n>>>>>>> feature\n`,
      ...made,
    )
  },
  'git-diff-in-markdown': pair(
    'docs/review.md',
    (g, key, secret) =>
      `\`\`\`diff\n- const BINANCE_KEY = "${key}"\n- const BINANCE_SECRET = "${secret}"\n+ const BINANCE_KEY = process.env.BINANCE_KEY\n\`\`\`\n`,
  ),
  'restructured-text': pair(
    'docs/usage.rst',
    (g, key, secret) =>
      `Usage\n=====\n\n.. code-block:: python\n\n   client = Client("${key}",\n                   "${secret}")  # binance\n`,
  ),
  'org-mode': pair(
    'notes.org',
    (g, key, secret) =>
      `* Binance\n  :PROPERTIES:\n  :API_KEY: ${key}\n  :API_SECRET: ${secret}\n  :END:\n`,
  ),
  'commit-message-file': pair(
    'COMMIT_EDITMSG.txt',
    (g, key, secret) => `Add binance keys ${key} ${secret} for now\n`,
  ),
}

const languages = {
  'perl-hash': pair(
    'trade.pl',
    (g, key, secret) =>
      `my %binance = (\n    api_key    => '${key}',\n    api_secret => '${secret}',\n);\n`,
  ),
  'haskell-record': pair(
    'src/Config.hs',
    (g, key, secret) =>
      `binanceConfig :: Config\nbinanceConfig = Config { apiKey = "${key}", secretKey = "${secret}" }\n`,
  ),
  'fsharp-let': pair(
    'Bot.fsx',
    (g, key, secret) => `open Binance.Net\nlet apiKey = "${key}"\nlet apiSecret = "${secret}"\n`,
  ),
  'groovy-map': pair(
    'config.groovy',
    (g, key, secret) => `binance {\n    apiKey = '${key}'\n    secret = '${secret}'\n}\n`,
  ),
  'hocon-application': pair(
    'src/main/resources/application.conf',
    (g, key, secret) =>
      `binance {\n  api-key = "${key}"\n  api-key = \${?BINANCE_KEY}\n  secret-key = "${secret}"\n}\n`,
  ),
  'delphi-constants': pair(
    'BinanceUnit.pas',
    (g, key, secret) =>
      `unit BinanceUnit;\ninterface\nconst\n  API_KEY = '${key}';\n  SECRET_KEY = '${secret}';\n`,
  ),
  'nim-const': pair(
    'bot.nim',
    (g, key, secret) => `import binance\nlet client = newBinance("${key}", "${secret}")\n`,
  ),
  'zig-const': pair(
    'src/main.zig',
    (g, key, secret) => `const binance_key = "${key}";\nconst binance_secret = "${secret}";\n`,
  ),
  'crystal-client': pair(
    'bot.cr',
    (g, key, secret) =>
      `require "binance"\nclient = Binance::REST.new(api_key: "${key}", secret_key: "${secret}")\n`,
  ),
  'objective-c': pair(
    'Keys.m',
    (g, key, secret) =>
      `NSString *const kBinanceApiKey = @"${key}";\nNSString *const kBinanceSecret = @"${secret}";\n`,
  ),
  'svelte-component': pair(
    'src/App.svelte',
    (g, key, secret) =>
      `<script>\n  let apiKey = '${key}'\n  let apiSecret = '${secret}'\n  const url = 'https://api.binance.com'\n</script>\n`,
  ),
  'react-state': pair(
    'src/Settings.jsx',
    (g, key, secret) =>
      `const [binanceKey, setKey] = useState('${key}')\nconst [binanceSecret, setSecret] = useState('${secret}')\n`,
  ),
  'electron-store': pair('config.json', (g, key, secret) =>
    json({ window: { width: 900 }, exchanges: [{ id: 'binance', credentials: [key, secret] }] }),
  ),
  'unity-asset': pair(
    'Assets/Resources/BinanceConfig.asset',
    (g, key, secret) =>
      `MonoBehaviour:\n  m_Name: BinanceConfig\n  apiKey: ${key}\n  apiSecret: ${secret}\n`,
  ),
  'pydantic-settings': pair(
    'settings.py',
    (g, key, secret) =>
      `class Settings(BaseSettings):\n    binance_api_key: str = "${key}"\n    binance_api_secret: SecretStr = SecretStr("${secret}")\n`,
  ),
  'dataclass-field': pair(
    'models.py',
    (g, key, secret) =>
      `@dataclass\nclass BinanceCreds:\n    key: str = field(default="${key}")\n    secret: str = field(default="${secret}")\n`,
  ),
  'pytest-parametrize': pair(
    'tests/test_client.py',
    (g, key, secret) =>
      `@pytest.mark.parametrize("key,secret", [("${key}", "${secret}")])\ndef test_binance_live(key, secret):\n    assert BinanceClient(key, secret).ping()\n`,
  ),
  'config-parser-set': pair(
    'setup_config.py',
    (g, key, secret) =>
      `config['binance'] = {}\nconfig['binance']['api_key'] = '${key}'\nconfig.set('binance', 'api_secret', '${secret}')\n`,
  ),
  'go-struct-literal': pair(
    'exchange/binance_test.go',
    (g, key, secret) =>
      `var creds = Credentials{\n\tExchange: "binance",\n\tKey:      "${key}",\n\tSecret:   "${secret}",\n}\n`,
  ),
  'go-chan-gocryptotrader': pair('config.json', (g, key, secret) =>
    json({
      exchanges: [{ name: 'Binance', enabled: true, api: { credentials: { key, secret } } }],
    }),
  ),
  'rust-builder': pair(
    'src/lib.rs',
    (g, key, secret) =>
      `let client = BinanceClient::builder()\n    .with_api_key("${key}")\n    .with_secret("${secret}")\n    .build();\n`,
  ),
  'java-builder': pair(
    'Bot.java',
    (g, key, secret) =>
      `BinanceExchange ex = BinanceExchange.builder().apiKey("${key}").secretKey("${secret}").build();\n`,
  ),
  'xchange-java': pair(
    'src/main/java/XChange.java',
    (g, key, secret) =>
      `ExchangeSpecification spec = new BinanceExchange().getDefaultExchangeSpecification();\nspec.setApiKey("${key}");\nspec.setSecretKey("${secret}");\n`,
  ),
  'bash-array': pair(
    'keys.sh',
    (g, key, secret) => `declare -A binance=( [key]="${key}" [secret]="${secret}" )\n`,
  ),
  'fish-set': pair(
    'config.fish',
    (g, key, secret) => `set -x BINANCE_API_KEY ${key}\nset -x BINANCE_API_SECRET ${secret}\n`,
  ),
  'batch-setx': pair(
    'setup.bat',
    (g, key, secret) => `setx BINANCE_API_KEY "${key}"\r\nsetx BINANCE_API_SECRET "${secret}"\r\n`,
  ),
  'powershell-env': pair(
    'run.ps1',
    (g, key, secret) =>
      `$env:BINANCE_API_KEY = "${key}"\n$env:BINANCE_API_SECRET = "${secret}"\npython bot.py\n`,
  ),
  'apple-script': pair(
    'balance.applescript',
    (g, key, secret) => `set binanceKey to "${key}"\nset binanceSecret to "${secret}"\n`,
  ),
  'ccxt-positional-dict': pair(
    'arb.py',
    (g, key, secret) =>
      `exchanges = [ccxt.kraken(), ccxt.binance(dict(apiKey='${key}', secret='${secret}'))]\n`,
  ),
  'ccxt-attributes': pair(
    'hedge.py',
    (g, key, secret) => `ex = ccxt.binance()\nex.apiKey = '${key}'\nex.secret = '${secret}'\n`,
  ),
  'backtrader-store': pair(
    'live.py',
    (g, key, secret) =>
      `store = CCXTStore(exchange='binance', currency='USDT', config={'apiKey': '${key}', 'secret': '${secret}', 'nonce': lambda: 1}, retries=5)\n`,
  ),
  'tradingview-bridge': pair(
    'webhook.js',
    (g, key, secret) =>
      `app.post('/alert', async (req) => order('binance', { k: '${key}', s: '${secret}' }, req.body.ticker))\n`,
  ),
}

export const binanceRarer = { ...byChance, ...hosts, ...exports_, ...languages }
