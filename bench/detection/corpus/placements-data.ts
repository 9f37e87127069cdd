import { filler } from './filler.ts'
import { bareNames, camelNames, envNames, snakeNames } from './names.ts'
import { rows } from './placements-config.ts'
import type { Placement } from './placements-config.ts'

const cell = (source: string): object => ({
  cell_type: 'code',
  execution_count: 1,
  metadata: {},
  outputs: [],
  source: source.split(/(?<=\n)/),
})

/** What tools write, and what people write to each other. */
export const dataPlacements: Readonly<Record<string, Placement>> = {
  'notebook-source': (c, r) => [
    'analysis.ipynb',
    JSON.stringify(
      {
        cells: [
          cell('import pandas as pd\n'),
          cell(
            rows(c, snakeNames(c, r))
              .map(([n, v]) => `${n} = "${v}"\n`)
              .join(''),
          ),
        ],
        metadata: {},
        nbformat: 4,
        nbformat_minor: 5,
      },
      null,
      1,
    ),
  ],
  'notebook-client': (c, _r) => [
    'bot.ipynb',
    JSON.stringify(
      {
        cells: [
          cell(`from ${c.vendor} import Client\nclient = Client('${c.key}', '${c.secret}')\n`),
        ],
        nbformat: 4,
        nbformat_minor: 5,
      },
      null,
      1,
    ),
  ],
  'notebook-output': (c, r) => [
    'debug.ipynb',
    JSON.stringify(
      {
        cells: [
          {
            cell_type: 'code',
            source: ['config'],
            outputs: [
              {
                output_type: 'execute_result',
                data: {
                  'text/plain': [
                    `{'exchange': '${c.vendor}',\n`,
                    ...rows(c, bareNames(r, 'camel')).map(([n, v]) => ` '${n}': '${v}',\n`),
                  ],
                },
              },
            ],
          },
        ],
        nbformat: 4,
        nbformat_minor: 5,
      },
      null,
      1,
    ),
  ],
  'bash-history': (c, r) => [
    '.bash_history',
    `cd bot\nls -la\n${rows(c, envNames(c, r))
      .map(([n, v]) => `export ${n}=${v}\n`)
      .join('')}python3 main.py\n`,
  ],
  'zsh-history': (c, r) => [
    '.zsh_history',
    `: 1672531200:0;ls\n${rows(c, envNames(c, r))
      .map(([n, v]) => `: 1672531201:0;export ${n}="${v}"\n`)
      .join('')}`,
  ],
  'history-inline': (c, r) => [
    '.bash_history',
    `git pull\n${rows(c, envNames(c, r))
      .map(([n, v]) => `${n}=${v}`)
      .join(' ')} node bot.js\n`,
  ],
  'docker-run': (c, r) => [
    'deploy.sh',
    `#!/bin/bash\ndocker run -d ${rows(c, envNames(c, r))
      .map(([n, v]) => `-e ${n}=${v}`)
      .join(' ')} bot:latest\n`,
  ],
  'kubectl-literal': (c, r) => [
    'setup.sh',
    `kubectl create secret generic ${c.vendor} ${rows(c, bareNames(r, 'snake'))
      .map(([n, v]) => `--from-literal=${n}=${v}`)
      .join(' ')}\n`,
  ],
  'heroku-set': (c, r) => [
    'README.md',
    `\`\`\`\nheroku config:set ${rows(c, envNames(c, r))
      .map(([n, v]) => `${n}=${v}`)
      .join(' ')}\n\`\`\`\n`,
  ],
  'cli-flags': (c, _r) => [
    'run.sh',
    `./bot --exchange ${c.vendor} --api-key ${c.key} --api-secret ${c.secret}\n`,
  ],
  'postman-env': (c, r) => [
    'postman_environment.json',
    JSON.stringify(
      {
        name: c.label,
        values: rows(c, snakeNames(c, r)).map(([key, value]) => ({ key, value, enabled: true })),
      },
      null,
      2,
    ),
  ],
  'postman-variable': (c, r) => [
    `${c.vendor}.postman_collection.json`,
    JSON.stringify(
      {
        info: { name: `${c.label} API` },
        variable: rows(c, camelNames(c, r)).map(([key, value]) => ({ key, value, type: 'string' })),
      },
      null,
      '\t',
    ),
  ],
  'har-body': (c, r) => [
    'session.har',
    JSON.stringify(
      {
        log: {
          entries: [
            {
              request: {
                method: 'POST',
                url: 'https://bot.local/api/exchange',
                postData: {
                  mimeType: 'application/json',
                  text: JSON.stringify({
                    exchange: c.vendor,
                    ...Object.fromEntries(rows(c, bareNames(r, 'camel'))),
                  }),
                },
              },
            },
          ],
        },
      },
      null,
      2,
    ),
  ],
  'log-config': (c, r) => [
    'logs/bot.log',
    `2023-01-01 10:00:01,120 INFO starting\n2023-01-01 10:00:02,300 DEBUG ${c.vendor} config: {${rows(
      c,
      bareNames(r, 'snake'),
    )
      .map(([n, v]) => `'${n}': '${v}'`)
      .join(', ')}}\n`,
  ],
  'log-env': (c, r) => [
    'debug.log',
    rows(c, envNames(c, r))
      .map(([n, v]) => `[2023-01-01T10:00:00Z] env ${n}=${v}\n`)
      .join(''),
  ],
  'log-json': (c, r) => [
    'app.log',
    `${JSON.stringify({ level: 30, msg: 'connect', exchange: c.vendor, ...Object.fromEntries(rows(c, bareNames(r, 'camel'))) })}\n`,
  ],
  'sql-insert': (c, r) => [
    'dump.sql',
    `CREATE TABLE accounts (id int, exchange varchar(20), api_key varchar(128), api_secret varchar(128));\nINSERT INTO accounts (id, exchange, api_key, api_secret) VALUES (${r.int(90)}, '${c.vendor}', '${c.key}', '${c.secret}');\n`,
  ],
  'sql-dump-rows': (c, r) => [
    'backup.sql',
    `INSERT INTO \`exchange_keys\` VALUES (1,'kraut',NULL,NULL),(2,'${c.vendor}','${c.key}','${c.secret}',${r.int(9)});\n`,
  ],
  'sql-update': (c, _r) => [
    'migrate.sql',
    `UPDATE settings SET api_key='${c.key}', api_secret='${c.secret}' WHERE exchange='${c.vendor}';\n`,
  ],
  'sql-copy': (c, _r) => [
    'pg_dump.sql',
    `COPY public.accounts (id, exchange, api_key, api_secret) FROM stdin;\n1\t${c.vendor}\t${c.key}\t${c.secret}\n\\.\n`,
  ],
  'csv-header': (c, _r) => [
    'accounts.csv',
    `name,exchange,api_key,api_secret\nmain,${c.vendor},${c.key},${c.secret}\n`,
  ],
  'csv-semicolon': (c, _r) => [
    'konten.csv',
    `exchange;api_key;secret_key\n"${c.vendor}";"${c.key}";"${c.secret}"\n`,
  ],
  jsonl: (c, r) => [
    'accounts.jsonl',
    `${JSON.stringify({ id: 1, exchange: c.vendor, ...Object.fromEntries(rows(c, bareNames(r, 'camel'))) })}\n`,
  ],
  'patch-added': (c, r) => [
    'fix.patch',
    `diff --git a/.env b/.env\n--- a/.env\n+++ b/.env\n@@ -1,2 +1,4 @@\n PORT=80\n${rows(
      c,
      envNames(c, r),
    )
      .map(([n, v]) => `+${n}=${v}\n`)
      .join('')}`,
  ],
  'patch-removed': (c, r) => [
    '0001-remove-keys.patch',
    `--- a/config.py\n+++ b/config.py\n@@ -1,4 +1,2 @@\n import os\n${rows(c, envNames(c, r))
      .map(([n, v]) => `-${n} = "${v}"\n`)
      .join('')}`,
  ],
  'comment-block': (c, r) => [
    'bot.js',
    `/*\n * ${c.label}\n${rows(c, bareNames(r, 'camel'))
      .map(([n, v]) => ` * ${n}: ${v}\n`)
      .join('')} */\n${filler(r, 'script')}`,
  ],
  'comment-line': (c, r) => [
    'bot.py',
    `${filler(r, 'python')}# ${c.vendor} key ${c.key}\n# ${c.vendor} secret ${c.secret}\n${filler(r, 'python')}`,
  ],
  'notes-colon': (c, r) => [
    r.pick(['notes.txt', 'keys.txt', 'TODO.md']),
    `${filler(r, 'text')}${c.label} API Key: ${c.key}\n${c.label} Secret Key: ${c.secret}\n${filler(r, 'text')}`,
  ],
  'notes-heading': (c, r) => [
    'notes.md',
    `## ${c.label}\n\n- API key: \`${c.key}\`\n- Secret: \`${c.secret}\`\n${filler(r, 'text')}`,
  ],
  'notes-two-lines': (c, _r) => [
    'keys.txt',
    `${c.label}\n\nAPI Key\n${c.key}\n\nSecret Key\n${c.secret}\n`,
  ],
  'markdown-table': (c, _r) => [
    'SETUP.md',
    `| exchange | key | secret |\n| --- | --- | --- |\n| ${c.vendor} | ${c.key} | ${c.secret} |\n`,
  ],
  'readme-block': (c, r) => [
    'docs/setup.md',
    `# Setup\n\nCreate a file \`.env\`:\n\n\`\`\`\n${rows(c, envNames(c, r))
      .map(([n, v]) => `${n}=${v}\n`)
      .join('')}\`\`\`\n`,
  ],
  'html-input': (c, _r) => [
    'settings.html',
    `<h2>${c.label}</h2>\n<input name="api_key" value="${c.key}">\n<input name="api_secret" value="${c.secret}">\n`,
  ],
  'email-quoted': (c, _r) => [
    'mail.eml',
    `Subject: keys\n\n> Hi, here is the ${c.label} api key: ${c.key}\n> and the secret: ${c.secret}\n`,
  ],
  'url-query': (c, _r) => [
    'urls.txt',
    `https://bot.local/connect?exchange=${c.vendor}&apiKey=${encodeURIComponent(c.key)}&apiSecret=${encodeURIComponent(c.secret)}\n`,
  ],
  'php-serialised': (c, _r) => [
    'cache.txt',
    `a:3:{s:8:"exchange";s:${c.vendor.length}:"${c.vendor}";s:7:"api_key";s:${c.key.length}:"${c.key}";s:10:"api_secret";s:${c.secret.length}:"${c.secret}";}\n`,
  ],
  'key-only-env': (c, r) => ['.env', `${filler(r, 'env')}${envNames(c, r).key}=${c.key}\n`],
  'secret-only-env': (c, r) => [
    '.env',
    `${filler(r, 'env')}${envNames(c, r).secret}=${c.secret}\n`,
  ],
}
