import type { Seeded } from '../../../test/helpers/seeded.ts'
import { providerWriters } from './provider-writers.ts'
import type { Made } from './template.ts'

const digits62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const lowerAlnum = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** The checksum that GitHub and npm put behind their tokens. */
function withCrc(prefix: string, body: string): string {
  let crc = 0xffffffff
  for (const char of body) {
    crc ^= char.codePointAt(0) ?? 0
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  let rest = (crc ^ 0xffffffff) >>> 0
  let text = ''
  for (let i = 0; i < 6; i++) {
    text = `${digits62[rest % 62]}${text}`
    rest = Math.floor(rest / 62)
  }
  return `${prefix}${body}${text}`
}

const base64 = (r: Seeded, bytes: number): string => Buffer.from(r.bytes(bytes)).toString('base64')
const sentryBody = (r: Seeded): string =>
  Buffer.from(
    JSON.stringify({
      iat: Number(`17${r.digits(8)}.${r.digits(6)}`),
      url: 'https://sentry.io',
      org: `bot-${r.hex(6)}`,
    }),
  ).toString('base64')
const jwtPart = (data: object): string => Buffer.from(JSON.stringify(data)).toString('base64url')

interface Provider {
  /** How people name the variable. */
  readonly name: string
  readonly value: (r: Seeded) => string
  /** The service's name for a sentence. */
  readonly label: string
}

const p = (label: string, name: string, value: (r: Seeded) => string): Provider => ({
  label,
  name,
  value,
})
const password = (r: Seeded): string =>
  `${r.pick(['Tr4de', 'hunter', 'Winter', 'pg'])}${r.string(lowerAlnum, 8)}${r.digits(2)}`

/** Credentials of other services by the id of the template. */
export const providers: Readonly<Record<string, Provider>> = {
  aws: p('AWS', 'AWS_ACCESS_KEY_ID', (r) => `AKIA${r.base32(16)}`),
  'aws-secret': p('AWS', 'AWS_SECRET_ACCESS_KEY', (r) => r.base64(40)),
  'github-pat': p('GitHub', 'GITHUB_TOKEN', (r) => withCrc('ghp_', r.base62(30))),
  'github-oauth': p('GitHub', 'GH_TOKEN', (r) => withCrc('gho_', r.base62(30))),
  'github-fine': p('GitHub', 'GITHUB_TOKEN', (r) => `github_pat_${r.base62(22)}_${r.base62(59)}`),
  gitlab: p('GitLab', 'GITLAB_TOKEN', (r) => `glpat-${r.base64url(20)}`),
  npm: p('npm', 'NPM_TOKEN', (r) => withCrc('npm_', r.base62(30))),
  pypi: p('PyPI', 'PYPI_TOKEN', (r) => `pypi-AgEIcHlwaS5vcmc${r.base64url(150)}`),
  dockerhub: p('Docker Hub', 'DOCKERHUB_TOKEN', (r) => `dckr_pat_${r.base64url(27)}`),
  rubygems: p('RubyGems', 'GEM_HOST_API_KEY', (r) => `rubygems_${r.hex(48)}`),
  crates: p('crates.io', 'CARGO_REGISTRY_TOKEN', (r) => `cio${r.base62(32)}`),
  nuget: p('NuGet', 'NUGET_API_KEY', (r) => `oy2${r.string(lowerAlnum, 43)}`),
  'slack-bot': p(
    'Slack',
    'SLACK_BOT_TOKEN',
    (r) => `xoxb-${r.digits(12)}-${r.digits(13)}-${r.base62(24)}`,
  ),
  'slack-user': p(
    'Slack',
    'SLACK_TOKEN',
    (r) => `xoxp-${r.digits(12)}-${r.digits(12)}-${r.digits(13)}-${r.hex(32)}`,
  ),
  'slack-webhook': p(
    'Slack',
    'SLACK_WEBHOOK',
    (r) =>
      `https://hooks.slack.com/services/T${r.base62(10).toUpperCase()}/B${r.base62(10).toUpperCase()}/${r.base62(24)}`,
  ),
  telegram: p(
    'Telegram',
    'TELEGRAM_TOKEN',
    (r) => `${1 + r.int(9)}${r.digits(9)}:AA${r.base64url(33)}`,
  ),
  'discord-bot': p(
    'Discord',
    'DISCORD_TOKEN',
    (r) =>
      `${Buffer.from(`1${r.digits(17)}`).toString('base64url')}.G${r.base62(5)}.${r.base64url(38)}`,
  ),
  'discord-webhook': p(
    'Discord',
    'DISCORD_WEBHOOK_URL',
    (r) => `https://discord.com/api/webhooks/1${r.digits(17)}/${r.base64url(68)}`,
  ),
  stripe: p('Stripe', 'STRIPE_SECRET_KEY', (r) => `sk_live_${r.base62(24)}`),
  'stripe-long': p('Stripe', 'STRIPE_API_KEY', (r) => `sk_live_51${r.base62(97)}`),
  'stripe-webhook': p('Stripe', 'STRIPE_WEBHOOK_SECRET', (r) => `whsec_${r.base62(32)}`),
  openai: p('OpenAI', 'OPENAI_API_KEY', (r) => `sk-${r.base62(20)}T3BlbkFJ${r.base62(20)}`),
  'openai-project': p(
    'OpenAI',
    'OPENAI_API_KEY',
    (r) => `sk-proj-${r.base64url(74)}T3BlbkFJ${r.base64url(74)}`,
  ),
  anthropic: p('Anthropic', 'ANTHROPIC_API_KEY', (r) => `sk-ant-api03-${r.base64url(93)}AA`),
  'google-api': p('Google', 'GOOGLE_API_KEY', (r) => `AIza${r.base64url(35)}`),
  'google-oauth': p('Google', 'GOOGLE_CLIENT_SECRET', (r) => `GOCSPX-${r.base64url(28)}`),
  huggingface: p('Hugging Face', 'HF_TOKEN', (r) => `hf_${r.string(digits62.slice(10), 34)}`),
  groq: p('Groq', 'GROQ_API_KEY', (r) => `gsk_${r.base62(52)}`),
  replicate: p('Replicate', 'REPLICATE_API_TOKEN', (r) => `r8_${r.base62(37)}`),
  perplexity: p('Perplexity', 'PPLX_API_KEY', (r) => `pplx-${r.base62(48)}`),
  xai: p('xAI', 'XAI_API_KEY', (r) => `xai-${r.base62(80)}`),
  sendgrid: p('SendGrid', 'SENDGRID_API_KEY', (r) => `SG.${r.base64url(22)}.${r.base64url(43)}`),
  mailgun: p('Mailgun', 'MAILGUN_API_KEY', (r) => `key-${r.hex(32)}`),
  mailchimp: p('Mailchimp', 'MAILCHIMP_API_KEY', (r) => `${r.hex(32)}-us${1 + r.int(20)}`),
  brevo: p('Brevo', 'BREVO_API_KEY', (r) => `xkeysib-${r.hex(64)}-${r.base62(16)}`),
  'twilio-key': p('Twilio', 'TWILIO_API_KEY', (r) => `SK${r.hex(32)}`),
  'twilio-token': p('Twilio', 'TWILIO_AUTH_TOKEN', (r) => r.hex(32)),
  cloudflare: p('Cloudflare', 'CLOUDFLARE_API_TOKEN', (r) => r.base64url(40)),
  digitalocean: p('DigitalOcean', 'DO_TOKEN', (r) => `dop_v1_${r.hex(64)}`),
  heroku: p('Heroku', 'HEROKU_API_KEY', (r) => `HRKU-AA${r.base64url(58)}`),
  vault: p('Vault', 'VAULT_TOKEN', (r) => `hvs.${r.base64url(95)}`),
  doppler: p('Doppler', 'DOPPLER_TOKEN', (r) => `dp.pt.${r.base62(43)}`),
  pulumi: p('Pulumi', 'PULUMI_ACCESS_TOKEN', (r) => `pul-${r.hex(40)}`),
  databricks: p('Databricks', 'DATABRICKS_TOKEN', (r) => `dapi${r.hex(32)}`),
  grafana: p('Grafana', 'GRAFANA_TOKEN', (r) => withGrafana(r)),
  newrelic: p(
    'New Relic',
    'NEW_RELIC_API_KEY',
    (r) => `NRAK-${r.string('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 27)}`,
  ),
  linear: p('Linear', 'LINEAR_API_KEY', (r) => `lin_api_${r.base62(40)}`),
  notion: p('Notion', 'NOTION_TOKEN', (r) => `ntn_${r.digits(11)}${r.base62(35)}`),
  shopify: p('Shopify', 'SHOPIFY_TOKEN', (r) => `shpat_${r.hex(32)}`),
  square: p('Square', 'SQUARE_TOKEN', (r) => `EAAA${r.base64url(60)}`),
  postman: p('Postman', 'POSTMAN_API_KEY', (r) => `PMAK-${r.hex(24)}-${r.hex(34)}`),
  figma: p('Figma', 'FIGMA_TOKEN', (r) => `figd_${r.base64url(40)}`),
  supabase: p('Supabase', 'SUPABASE_TOKEN', (r) => `sbp_${r.hex(40)}`),
  planetscale: p('PlanetScale', 'PLANETSCALE_TOKEN', (r) => `pscale_tkn_${r.base64url(43)}`),
  airtable: p('Airtable', 'AIRTABLE_TOKEN', (r) => `pat${r.base62(14)}.${r.hex(64)}`),
  'azure-storage': p(
    'Azure',
    'AZURE_STORAGE',
    (r) =>
      `DefaultEndpointsProtocol=https;AccountName=bot${r.digits(4)};AccountKey=${base64(r, 64)};EndpointSuffix=core.windows.net`,
  ),
  'azure-client': p(
    'Azure',
    'AZURE_CLIENT_SECRET',
    (r) => `${r.base62(3)}8Q~${r.base64url(31)}${r.base62(3)}`,
  ),
  infura: p('Infura', 'INFURA_API_KEY', (r) => r.hex(32)),
  'infura-url': p('Infura', 'RPC_URL', (r) => `https://mainnet.infura.io/v3/${r.hex(32)}`),
  alchemy: p('Alchemy', 'ALCHEMY_API_KEY', (r) => r.base64url(32)),
  'alchemy-url': p(
    'Alchemy',
    'RPC_URL',
    (r) => `https://eth-mainnet.g.alchemy.com/v2/${r.base64url(32)}`,
  ),
  etherscan: p('Etherscan', 'ETHERSCAN_API_KEY', (r) =>
    r.string('ABCDEFGHIJKLMNOPQRSTUVWXYZ123456789', 34),
  ),
  coinmarketcap: p('CoinMarketCap', 'COINMARKETCAP_API_KEY', (r) => r.uuid()),
  cryptocompare: p('CryptoCompare', 'CRYPTOCOMPARE_API_KEY', (r) => r.hex(64)),
  'postgres-url': p(
    'database',
    'DATABASE_URL',
    (r) => `postgres://trader:${password(r)}@db.${r.base62(5).toLowerCase()}.internal:5432/bot`,
  ),
  'mysql-url': p(
    'database',
    'DB_URL',
    (r) => `mysql://root:${password(r)}@10.0.0.${r.int(200)}:3306/bot`,
  ),
  'mongo-url': p(
    'database',
    'MONGO_URI',
    (r) =>
      `mongodb+srv://admin:${password(r)}@cluster0.${r.string(lowerAlnum, 5)}.mongodb.net/prod`,
  ),
  'redis-url': p(
    'database',
    'REDIS_URL',
    (r) => `redis://:${password(r)}@redis-1234.c1.cloud.redislabs.com:12345`,
  ),
  'amqp-url': p(
    'queue',
    'AMQP_URL',
    (r) => `amqps://bot:${password(r)}@rabbit.${r.string(lowerAlnum, 5)}.net/vhost`,
  ),
  jwt: p(
    'service',
    'API_TOKEN',
    (r) =>
      `${jwtPart({ alg: 'HS256', typ: 'JWT' })}.${jwtPart({ sub: r.digits(10), iat: 1516239022 })}.${r.base64url(43)}`,
  ),
  sentry: p('Sentry', 'SENTRY_AUTH_TOKEN', (r) => `sntrys_${sentryBody(r)}_${r.base64(43)}`),
  datadog: p('Datadog', 'DD_API_KEY', (r) => r.hex(32)),
  atlassian: p(
    'Atlassian',
    'ATLASSIAN_TOKEN',
    (r) => `ATATT3xFfGF0${r.base64url(180)}=${r.upperHex(8)}`,
  ),
  dropbox: p('Dropbox', 'DROPBOX_TOKEN', (r) => `sl.${r.base64url(136)}`),
  facebook: p('Facebook', 'FB_TOKEN', (r) => `EAA${r.base62(170)}`),
  'generic-secret': p('internal', 'CLIENT_SECRET', (r) => r.base62(40)),
  'generic-jwt-secret': p('internal', 'JWT_SECRET', (r) => r.hex(64)),
}

function withGrafana(r: Seeded): string {
  const body = r.base62(32)
  const crc = withCrcHex(`glsa_${body}`)
  return `glsa_${body}_${crc}`
}

function withCrcHex(text: string): string {
  let crc = 0xffffffff
  for (const char of text) {
    crc ^= char.codePointAt(0) ?? 0
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0')
}

export function makeProvider(id: string, writer: string, r: Seeded): Made {
  const provider = providers[id]
  const write = providerWriters[writer]
  if (provider === undefined || write === undefined)
    throw new Error(`no such template: ${id} ${writer}`)
  const value = provider.value(r)
  const [path, content] = write(provider.name, value, provider.label, r)
  return { path, content, planted: [{ role: 'token', value }] }
}
