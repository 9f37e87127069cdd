/** Tokens of providers by their published shapes. Prefixes are joined, so that no file of ours holds one whole. */
import { bech32, checksum62 } from './generator.mjs'

const join = (...pieces) => pieces.join('')
const b64 = (value) => Buffer.from(value).toString('base64')

const checked = (first, rest) => (g) => {
  const body = g.base62(30)
  return join(first, rest, '_', body, checksum62(body))
}

function pypi(g) {
  const field = (kind, bytes) => Buffer.concat([Buffer.from([kind, bytes.length]), bytes])
  const caveat = field(2, Buffer.from(JSON.stringify([3, g.uuid()])))
  const [place, id] = [field(1, Buffer.from('pypi.org')), field(2, Buffer.from(g.uuid()))]
  const parts = [
    Buffer.from([2]),
    place,
    id,
    Buffer.from([0]),
    caveat,
    Buffer.from([0, 0, 6, 32]),
    g.bytes(32),
  ]
  return join('pypi', '-', Buffer.concat(parts).toString('base64url'))
}

function jwt(g, claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return [part({ alg: 'HS256', typ: 'JWT' }), part(claims), g.bytes(32).toString('base64url')].join(
    '.',
  )
}

export const tokens = {
  awsId: (g) => join('AK', 'IA', g.base32(16)),
  awsSecret: (g) => g.bytes(30).toString('base64'),
  github: checked('gh', 'p'),
  githubOauth: checked('gh', 'o'),
  githubApp: checked('gh', 's'),
  githubFine: (g) => join('github', '_pat_', g.base62(22), '_', g.base62(59)),
  gitlab: (g) => join('glp', 'at-', g.base64url(20)),
  gitlabRunner: (g) => join('glr', 't-', g.base64url(20)),
  slackBot: (g) => join('xo', 'xb-', g.number(12), '-', g.number(13), '-', g.base62(24)),
  slackUser: (g) =>
    join('xo', 'xp-', g.number(12), '-', g.number(12), '-', g.number(13), '-', g.hex(32)),
  slackHook: (g) =>
    join(
      'https://hooks.',
      'slack.com/services/T',
      g.upperAlnum(10),
      '/B',
      g.upperAlnum(10),
      '/',
      g.base62(24),
    ),
  stripe: (g) => join('sk', '_live_', g.base62(24)),
  stripeLong: (g) => join('sk', '_live_', g.base62(99)),
  stripeHook: (g) => join('wh', 'sec_', g.base62(32)),
  stripeRestricted: (g) => join('rk', '_live_', g.base62(24)),
  openai: (g) => join('sk', '-proj-', g.base64url(74), 'T3Blbk', 'FJ', g.base64url(74)),
  openaiOld: (g) => join('sk', '-', g.base62(20), 'T3Blbk', 'FJ', g.base62(20)),
  anthropic: (g) => join('sk', '-ant-', 'api03-', g.base64url(93), 'AA'),
  google: (g) => join('AI', 'za', 'Sy', g.base64url(33)),
  googleOauth: (g) => join('GOC', 'SPX-', g.base64url(28)),
  sendgrid: (g) => join('S', 'G.', g.base64url(22), '.', g.base64url(43)),
  twilioSid: (g) => join('A', 'C', g.hex(32)),
  npm: checked('np', 'm'),
  pypi,
  docker: (g) => join('dckr', '_pat_', g.base64url(27)),
  digitalocean: (g) => join('dop', '_v1_', g.hex(64)),
  azureStorage: (g) => g.base64(64),
  azureSecret: (g) => join(g.base62(3), '8', 'Q~', g.base62(34)),
  databricks: (g) => join('da', 'pi', g.hex(32)),
  huggingface: (g) => join('h', 'f_', g.letters(34)),
  replicate: (g) => join('r', '8_', g.base62(37)),
  groq: (g) => join('gs', 'k_', g.base62(52)),
  xai: (g) => join('xa', 'i-', g.base62(80)),
  telegram: (g) => join(g.number(10), ':AA', g.base64url(33)),
  discord: (g) => join(b64(g.number(18)), '.', g.base64url(6), '.', g.base64url(38)),
  discordHook: (g) =>
    join('https://', 'discord.com/api/webhooks/', g.number(19), '/', g.base64url(68)),
  mailgun: (g) => join('ke', 'y-', g.hex(32)),
  mailchimp: (g) => join(g.hex(32), '-us', String(g.between(1, 21))),
  shopify: (g) => join('shp', 'at_', g.hex(32)),
  square: (g) => join('EAA', 'A', g.base64url(60)),
  newRelic: (g) => join('NR', 'AK-', g.upperAlnum(27)),
  sentry: (g) => join('sntry', 'u_', g.hex(64)),
  linear: (g) => join('lin', '_api_', g.base62(40)),
  notion: (g) => join('nt', 'n_', g.number(11), g.base62(35)),
  airtable: (g) => join('p', 'at', g.base62(14), '.', g.hex(64)),
  figma: (g) => join('fig', 'd_', g.base64url(40)),
  vault: (g) => join('hv', 's.', g.base64url(24)),
  vaultOld: (g) => join('hv', 's.CAES', g.base64url(91)),
  terraform: (g) => join(g.base62(14), '.atlas', 'v1.', g.base64url(67)),
  doppler: (g) => join('dp', '.pt.', g.base62(43)),
  pulumi: (g) => join('p', 'ul-', g.hex(40)),
  sonar: (g) => join('sq', 'p_', g.hex(40)),
  supabase: (g) => join('sb', 'p_', g.hex(40)),
  supabaseRole: (g) =>
    jwt(g, {
      iss: 'supabase',
      ref: g.lowerAlnum(20),
      role: 'service_role',
      iat: 1650000000,
      exp: 1965000000,
    }),
  moralis: (g) =>
    jwt(g, {
      nonce: g.uuid(),
      orgId: g.number(6),
      userId: g.number(6),
      typeId: g.uuid(),
      type: 'PROJECT',
      iat: 1700000000,
      exp: 4860000000,
    }),
  resend: (g) => join('r', 'e_', g.base62(8), '_', g.base62(24)),
  coingecko: (g) => join('C', 'G-', g.base62(24)),
  alibaba: (g) => join('LT', 'AI', g.base62(20)),
  tencent: (g) => join('AK', 'ID', g.base62(32)),
  atlassian: (g) => join('ATA', 'TT3xFfGF0', g.base64url(171), '=', g.upperHex(8)),
  grafana: (g) => join('gl', 'sa_', g.base62(32), '_', g.hex(8)),
  postman: (g) => join('PM', 'AK-', g.hex(24), '-', g.hex(34)),
  rubygems: (g) => join('ruby', 'gems_', g.hex(48)),
  contentful: (g) => join('CF', 'PAT-', g.base64url(43)),
  facebook: (g) => join('EA', 'A', g.base62(160)),
  age: (g) => bech32('age-secret-key-', g.bytes(32)).toUpperCase(),
  brevo: (g) => join('xkey', 'sib-', g.hex(64), '-', g.base62(16)),
  flyio: (g) => join('Fly', 'V1 fm2_', g.base64(120)),
  planetscale: (g) => join('psc', 'ale_pw_', g.base64url(43)),
}
