/** Tokens that say themselves what they are, wherever they stand: each in a dozen places taken by chance. */
import { file, json } from './file.mjs'
import { tokens } from './tokens.mjs'

/** These need a name beside them. */
const contextual = new Set([
  'awsSecret',
  'twilioSid',
  'azureStorage',
  'tencent',
  'supabaseRole',
  'moralis',
  'facebook',
  'mailchimp',
  'pulumi',
  'flyio',
  'square',
])

const places = [
  ['notes.txt', (g, token) => `${token}\n`],
  ['config.yaml', (g, token) => `integration:\n  value: ${token}\n`],
  ['settings.json', (g, token) => json({ name: g.project(), credential: token })],
  ['main.py', (g, token) => `run(user="${g.person()}", auth='${token}')\n`],
  ['index.js', (g, token) => `fetch(url, { headers: { Authorization: 'Bearer ${token}' } })\n`],
  [
    'app.log',
    (g, token) => `${g.date()} ${g.time()} DEBUG using ${token} (length ${token.length})\n`,
  ],
  ['run.sh', (g, token) => `./sync --auth=${token} --verbose\n`],
  ['README.md', (g, token) => `Use \`${token}\` until ${g.person()} makes a new one.\n`],
  ['Main.java', (g, token) => `    // TODO remove: ${token}\n`],
  ['data.csv', (g, token) => `${g.number(3)},${g.noun()},${token},${g.date()}\n`],
  ['dump.sql', (g, token) => `INSERT INTO settings VALUES (${g.number(2)}, '${token}');\n`],
  ['page.html', (g, token) => `<div data-auth="${token}"></div>\n`],
  ['.env', (g, token) => `X=${token}\n`],
  ['change.patch', (g, token) => `@@ -1 +1 @@\n-auth = ${token}\n+auth = $AUTH\n`],
  ['chat.json', (g, token) => json([{ from: g.person(), text: `try this one: ${token}` }])],
]

export const providersCrossed = Object.fromEntries(
  Object.entries(tokens)
    .filter(([name]) => !contextual.has(name))
    .map(([name, make]) => [
      `${name} anywhere`,
      (g) => {
        const token = make(g)
        const [path, write] = g.pick(places)
        return file(path, write(g, token), token)
      },
    ]),
)
