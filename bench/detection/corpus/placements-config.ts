import { filler } from './filler.ts'
import { bareNames, camelNames, envNames, snakeNames } from './names.ts'
import type { Names } from './names.ts'
import type { Credential } from './credential.ts'
import type { Seeded } from '../../../test/helpers/seeded.ts'

/** Writes a credential into a file: its path and its text. */
export type Placement = (c: Credential, r: Seeded) => readonly [string, string]

type Rows = readonly (readonly [string, string])[]

/** The parts under their names; a third part only where there is one. */
export function rows(c: Credential, names: Names): Rows {
  const two: Rows = [
    [names.key, c.key],
    [names.secret, c.secret],
  ]
  return c.passphrase === undefined ? two : [...two, [names.pass, c.passphrase]]
}

const each = (list: Rows, line: (name: string, value: string) => string): string =>
  list.map(([name, value]) => line(name, value)).join('')

const env = (c: Credential, r: Seeded, line: (name: string, value: string) => string): string =>
  `${filler(r, 'env')}${each(rows(c, envNames(c, r)), line)}${filler(r, 'env')}`

const dotenvPath = (r: Seeded): string =>
  r.pick(['.env', '.env.production', 'config/.env', '.env.local', 'bot.env'])

/** Files of settings; every one names the vendor somewhere. */
export const configPlacements: Readonly<Record<string, Placement>> = {
  'env-plain': (c, r) => [dotenvPath(r), env(c, r, (n, v) => `${n}=${v}\n`)],
  'env-double': (c, r) => [dotenvPath(r), env(c, r, (n, v) => `${n}="${v}"\n`)],
  'env-single': (c, r) => [dotenvPath(r), env(c, r, (n, v) => `${n}='${v}'\n`)],
  'env-export': (c, r) => ['env.sh', env(c, r, (n, v) => `export ${n}=${v}\n`)],
  'env-spaces': (c, r) => [dotenvPath(r), env(c, r, (n, v) => `${n} = ${v}\n`)],
  'env-comment-behind': (c, r) => [
    dotenvPath(r),
    env(c, r, (n, v) => `${n}=${v}  # main account\n`),
  ],
  'env-crlf': (c, r) => [
    dotenvPath(r),
    env(c, r, (n, v) => `${n}=${v}\n`).replaceAll('\n', '\r\n'),
  ],
  'env-bom': (c, r) => [
    dotenvPath(r),
    `\u{FEFF}${each(rows(c, envNames(c, r)), (n, v) => `${n}=${v}\n`)}`,
  ],
  'env-commented-out': (c, r) => [dotenvPath(r), env(c, r, (n, v) => `# ${n}=${v}\n`)],
  'env-lower': (c, r) => [dotenvPath(r), each(rows(c, snakeNames(c, r)), (n, v) => `${n}=${v}\n`)],
  'env-no-end': (c, r) => [dotenvPath(r), env(c, r, (n, v) => `${n}=${v}\n`).trimEnd()],
  'env-vendor-comment': (c, r) => [
    dotenvPath(r),
    `# ${c.label}\n${each(rows(c, bareNames(r, 'env')), (n, v) => `${n}=${v}\n`)}`,
  ],
  'json-nested': (c, r) => [
    r.pick(['config.json', 'settings.json', 'config/keys.json']),
    JSON.stringify(
      {
        debug: false,
        interval: 15,
        [c.vendor]: Object.fromEntries(rows(c, bareNames(r, 'camel'))),
        symbols: ['BTCUSDT'],
      },
      null,
      r.pick([2, 4]),
    ),
  ],
  'json-flat': (c, r) => [
    'config.json',
    JSON.stringify({ port: 3000, ...Object.fromEntries(rows(c, camelNames(c, r))) }, null, 2),
  ],
  'json-minified': (c, r) => [
    'config.json',
    JSON.stringify({
      a: 1,
      [c.vendor]: Object.fromEntries(rows(c, bareNames(r, 'snake'))),
      b: [1, 2, 3],
    }),
  ],
  'json-array': (c, r) => [
    'accounts.json',
    JSON.stringify(
      [{ name: 'main', exchange: c.vendor, ...Object.fromEntries(rows(c, bareNames(r, 'camel'))) }],
      null,
      2,
    ),
  ],
  json5: (c, r) => [
    'config.json5',
    `{\n  // ${c.label} account\n${each(rows(c, camelNames(c, r)), (n, v) => `  ${n}: '${v}',\n`)}}\n`,
  ],
  'yaml-nested': (c, r) => [
    r.pick(['config.yml', 'conf/app.yaml']),
    `${filler(r, 'yaml')}${c.vendor}:\n${each(rows(c, bareNames(r, 'snake')), (n, v) => `  ${n}: ${v}\n`)}`,
  ],
  'yaml-quoted': (c, r) => [
    'config.yaml',
    `exchanges:\n  ${c.vendor}:\n${each(rows(c, bareNames(r, 'camel')), (n, v) => `    ${n}: "${v}"\n`)}${filler(r, 'yaml')}`,
  ],
  'yaml-list': (c, r) => [
    'accounts.yaml',
    `accounts:\n  - name: main\n    exchange: ${c.vendor}\n${each(rows(c, bareNames(r, 'snake')), (n, v) => `    ${n}: '${v}'\n`)}`,
  ],
  'yaml-folded': (c, r) => [
    'secrets.yaml',
    each(rows(c, snakeNames(c, r)), (n, v) => `${n}: >-\n  ${v}\n`),
  ],
  'toml-table': (c, r) => [
    'config.toml',
    `[bot]\nname = "grid"\n\n[${c.vendor}]\n${each(rows(c, bareNames(r, 'snake')), (n, v) => `${n} = "${v}"\n`)}`,
  ],
  'toml-inline': (c, r) => [
    'Config.toml',
    `${c.vendor} = { ${rows(c, bareNames(r, 'snake'))
      .map(([n, v]) => `${n} = "${v}"`)
      .join(', ')} }\n`,
  ],
  'ini-section': (c, r) => [
    r.pick(['config.ini', 'user.cfg', 'bot.conf']),
    `[general]\nmode=live\n\n[${c.vendor}]\n${each(rows(c, bareNames(r, 'snake')), (n, v) => `${n}=${v}\n`)}`,
  ],
  'ini-colon': (c, r) => [
    'config.ini',
    `[${c.label}]\n${each(rows(c, bareNames(r, 'pascal')), (n, v) => `${n}: ${v}\n`)}`,
  ],
  properties: (c, r) => [
    'application.properties',
    `server.port=8080\n${each(rows(c, bareNames(r, 'camel')), (n, v) => `${c.vendor}.${n}=${v}\n`)}`,
  ],
  'spring-yaml': (c, _r) => [
    'src/main/resources/application.yml',
    `server:\n  port: 8080\n${c.vendor}:\n  api:\n    key: ${c.key}\n    secret: ${c.secret}\n${c.passphrase === undefined ? '' : `    passphrase: ${c.passphrase}\n`}`,
  ],
  'xml-elements': (c, r) => [
    'config.xml',
    `<?xml version="1.0"?>\n<config>\n  <${c.vendor}>\n${each(rows(c, bareNames(r, 'pascal')), (n, v) => `    <${n}>${v}</${n}>\n`)}  </${c.vendor}>\n</config>\n`,
  ],
  'xml-attributes': (c, r) => [
    'accounts.xml',
    `<accounts>\n  <account exchange="${c.vendor}" ${rows(c, bareNames(r, 'camel'))
      .map(([n, v]) => `${n}="${v}"`)
      .join(' ')} />\n</accounts>\n`,
  ],
  'app-config': (c, r) => [
    'App.config',
    `<configuration>\n  <appSettings>\n${each(rows(c, envNames(c, r)), (n, v) => `    <add key="${n}" value="${v}" />\n`)}  </appSettings>\n</configuration>\n`,
  ],
  'android-strings': (c, r) => [
    'app/src/main/res/values/strings.xml',
    `<resources>\n${each(rows(c, snakeNames(c, r)), (n, v) => `    <string name="${n}">${v}</string>\n`)}</resources>\n`,
  ],
  plist: (c, r) => [
    'Info.plist',
    `<plist version="1.0">\n<dict>\n${each(rows(c, camelNames(c, r)), (n, v) => `\t<key>${n}</key>\n\t<string>${v}</string>\n`)}</dict>\n</plist>\n`,
  ],
  tfvars: (c, r) => [
    'terraform.tfvars',
    `region = "eu-central-1"\n${each(rows(c, snakeNames(c, r)), (n, v) => `${n.padEnd(24)} = "${v}"\n`)}`,
  ],
  'terraform-default': (c, r) => [
    'variables.tf',
    each(
      rows(c, snakeNames(c, r)),
      (n, v) => `variable "${n}" {\n  type    = string\n  default = "${v}"\n}\n\n`,
    ),
  ],
  appsettings: (c, r) => [
    'appsettings.json',
    JSON.stringify(
      {
        Logging: { LogLevel: { Default: 'Information' } },
        [c.label.replaceAll('.', '')]: Object.fromEntries(rows(c, bareNames(r, 'pascal'))),
      },
      null,
      2,
    ),
  ],
  'dockerfile-env': (c, r) => [
    'Dockerfile',
    `FROM python:3.11-slim\nWORKDIR /app\n${each(rows(c, envNames(c, r)), (n, v) => `ENV ${n}=${v}\n`)}CMD ["python", "bot.py"]\n`,
  ],
  'dockerfile-env-space': (c, r) => [
    'Dockerfile',
    `FROM node:20\n${each(rows(c, envNames(c, r)), (n, v) => `ENV ${n} ${v}\n`)}`,
  ],
  'dockerfile-arg': (c, r) => [
    'Dockerfile',
    `FROM node:20\n${each(rows(c, envNames(c, r)), (n, v) => `ARG ${n}="${v}"\n`)}`,
  ],
  'compose-list': (c, r) => [
    'docker-compose.yml',
    `services:\n  bot:\n    image: bot:latest\n    environment:\n${each(rows(c, envNames(c, r)), (n, v) => `      - ${n}=${v}\n`)}    restart: always\n`,
  ],
  'compose-map': (c, r) => [
    'docker-compose.yml',
    `services:\n  bot:\n    environment:\n${each(rows(c, envNames(c, r)), (n, v) => `      ${n}: "${v}"\n`)}`,
  ],
  'compose-command': (c, _r) => [
    'docker-compose.yml',
    `services:\n  bot:\n    command: ["python", "run.py", "--exchange=${c.vendor}", "--api-key=${c.key}", "--api-secret=${c.secret}"]\n`,
  ],
  'k8s-string-data': (c, r) => [
    'k8s/secret.yaml',
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${c.vendor}-keys\ntype: Opaque\nstringData:\n${each(rows(c, bareNames(r, 'snake')), (n, v) => `  ${n}: ${v}\n`)}`,
  ],
  'k8s-env': (c, r) => [
    'deploy/deployment.yaml',
    `spec:\n  containers:\n    - name: bot\n      env:\n${each(rows(c, envNames(c, r)), (n, v) => `        - name: ${n}\n          value: "${v}"\n`)}`,
  ],
  'k8s-config-map': (c, r) => [
    'k8s/configmap.yaml',
    `kind: ConfigMap\ndata:\n  .env: |\n${each(rows(c, envNames(c, r)), (n, v) => `    ${n}=${v}\n`)}`,
  ],
  'helm-values': (c, r) => [
    'chart/values.yaml',
    `replicaCount: 1\nimage:\n  tag: latest\n${c.vendor}:\n${each(rows(c, bareNames(r, 'camel')), (n, v) => `  ${n}: ${v}\n`)}`,
  ],
  'helm-set': (c, _r) => [
    'deploy.sh',
    `#!/bin/sh\nhelm upgrade bot ./chart --set ${c.vendor}.apiKey=${c.key} --set ${c.vendor}.apiSecret=${c.secret}\n`,
  ],
  'github-actions': (c, r) => [
    '.github/workflows/run.yml',
    `on: push\njobs:\n  run:\n    runs-on: ubuntu-latest\n    env:\n${each(rows(c, envNames(c, r)), (n, v) => `      ${n}: ${v}\n`)}    steps:\n      - uses: actions/checkout@v4\n`,
  ],
  'gitlab-ci': (c, r) => [
    '.gitlab-ci.yml',
    `image: python:3.11\nvariables:\n${each(rows(c, envNames(c, r)), (n, v) => `  ${n}: "${v}"\n`)}test:\n  script: pytest\n`,
  ],
  circleci: (c, r) => [
    '.circleci/config.yml',
    `version: 2.1\njobs:\n  build:\n    environment:\n${each(rows(c, envNames(c, r)), (n, v) => `      ${n}: ${v}\n`)}`,
  ],
  'travis-env': (c, r) => [
    '.travis.yml',
    `language: python\nenv:\n  global:\n${each(rows(c, envNames(c, r)), (n, v) => `    - ${n}=${v}\n`)}`,
  ],
  jenkinsfile: (c, r) => [
    'Jenkinsfile',
    `pipeline {\n  environment {\n${each(rows(c, envNames(c, r)), (n, v) => `    ${n} = '${v}'\n`)}  }\n}\n`,
  ],
  systemd: (c, r) => [
    'bot.service',
    `[Service]\nExecStart=/usr/bin/python3 /opt/bot/main.py\n${each(rows(c, envNames(c, r)), (n, v) => `Environment="${n}=${v}"\n`)}Restart=always\n`,
  ],
  pm2: (c, r) => [
    'ecosystem.config.js',
    `module.exports = {\n  apps: [{ name: 'bot', script: 'index.js', env: {\n${each(rows(c, envNames(c, r)), (n, v) => `    ${n}: '${v}',\n`)}  } }],\n}\n`,
  ],
  serverless: (c, r) => [
    'serverless.yml',
    `provider:\n  name: aws\n  environment:\n${each(rows(c, envNames(c, r)), (n, v) => `    ${n}: ${v}\n`)}`,
  ],
  'ansible-vars': (c, r) => [
    'group_vars/all.yml',
    `---\n${each(rows(c, snakeNames(c, r)), (n, v) => `${n}: "${v}"\n`)}`,
  ],
  'vscode-launch': (c, r) => [
    '.vscode/launch.json',
    `{\n  "configurations": [\n    {\n      "type": "node",\n      // local keys\n      "env": ${JSON.stringify(Object.fromEntries(rows(c, envNames(c, r))))}\n    }\n  ]\n}\n`,
  ],
  'idea-run': (c, r) => [
    '.idea/workspace.xml',
    `<component name="RunManager">\n  <configuration>\n    <envs>\n${each(rows(c, envNames(c, r)), (n, v) => `      <env name="${n}" value="${v}" />\n`)}    </envs>\n  </configuration>\n</component>\n`,
  ],
  'heroku-app': (c, r) => [
    'app.json',
    JSON.stringify(
      {
        name: 'bot',
        env: Object.fromEntries(rows(c, envNames(c, r)).map(([n, v]) => [n, { value: v }])),
      },
      null,
      2,
    ),
  ],
  nix: (c, r) => [
    'configuration.nix',
    `{ config, pkgs, ... }:\n{\n  systemd.services.bot.environment = {\n${each(rows(c, envNames(c, r)), (n, v) => `    ${n} = "${v}";\n`)}  };\n}\n`,
  ],
  'path-only': (c, r) => [
    `config/${c.vendor}.json`,
    JSON.stringify(Object.fromEntries(rows(c, bareNames(r, 'camel'))), null, 2),
  ],
  'path-only-yaml': (c, r) => [
    `${c.vendor}/config.yaml`,
    each(rows(c, bareNames(r, 'snake')), (n, v) => `${n}: ${v}\n`),
  ],
}
