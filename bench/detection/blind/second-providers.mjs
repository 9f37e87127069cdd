/** Twenty more ways in which the credentials of services around a bot do. */
import { file } from './file.mjs'
import { githubToken, lower } from './second-made.mjs'

export const secondProviders = {
  'telegram-python': (g) => {
    const token = `${g.number(10)}:AA${g.base64url(33)}`
    return file(
      'notify.py',
      `import telebot
bot = telebot.TeleBot("${token}")
CHAT = ${g.number(9)}
`,
      token,
    )
  },
  'telegram-url': (g) => {
    const token = `${g.number(10)}:AA${g.base64url(33)}`
    return file(
      'alert.sh',
      `curl -s "https://api.telegram.org/bot${token}/sendMessage?chat_id=-100${g.number(10)}&text=filled"
`,
      token,
    )
  },
  'discord-webhook': (g) => {
    const tail = g.base64url(68)
    return file(
      'config.yaml',
      `alerts:
  discord: https://discord.com/api/webhooks/${g.number(18)}/${tail}
`,
      tail,
    )
  },
  'infura-js': (g) => {
    const id = g.hex(32)
    return file(
      'src/web3.js',
      `import Web3 from 'web3'
export default new Web3('https://mainnet.infura.io/v3/${id}')
`,
      id,
    )
  },
  'alchemy-ts': (g) => {
    const id = g.base64url(32)
    return file(
      'lib/alchemy.ts',
      `import { Alchemy, Network } from 'alchemy-sdk'
export const alchemy = new Alchemy({ apiKey: '${id}', network: Network.ETH_MAINNET })
`,
      id,
    )
  },
  'etherscan-hardhat': (g) => {
    const key = g.upperAlnum(34)
    return file(
      'hardhat.config.js',
      `module.exports = {
  solidity: '0.8.4',
  etherscan: { apiKey: { bsc: '${key}' } },
}
`,
      key,
    )
  },
  'coinmarketcap-python': (g) => {
    const key = g.uuid()
    return file(
      'prices.py',
      `headers = {
  'Accepts': 'application/json',
  'X-CMC_PRO_API_KEY': '${key}',
}
`,
      key,
    )
  },
  'postgres-url': (g) => {
    const pass = g.password()
    return file(
      'alembic.ini',
      `[alembic]
script_location = migrations
sqlalchemy.url = postgresql+psycopg2://trader:${encodeURIComponent(pass)}@db.prod.internal:5432/trades
`,
      pass,
    )
  },
  'mysql-php': (g) => {
    const pass = g.password()
    return file(
      'db.php',
      `<?php
$mysqli = new mysqli("10.0.0.12", "root", "${pass}", "exchange");
`,
      pass,
    )
  },
  'mongo-atlas': (g) => {
    const pass = g.base62(16)
    return file(
      'server/index.js',
      `mongoose.connect('mongodb+srv://admin:${pass}@cluster0.x7k2p.mongodb.net/bot?retryWrites=true&w=majority')
`,
      pass,
    )
  },
  'redis-compose': (g) => {
    const pass = g.password()
    return file(
      'docker-compose.yml',
      `services:
  redis:
    image: redis:7
    command: redis-server --requirepass ${pass} --appendonly yes
`,
      pass,
    )
  },
  'aws-credentials': (g) => {
    const secret = g.base64(30)
    return file(
      '.aws/credentials',
      `[default]
aws_access_key_id = AKIA${g.base32(16)}
aws_secret_access_key = ${secret}
region = ap-northeast-1
`,
      secret,
    )
  },
  'github-remote': (g) => {
    const token = githubToken(g)
    return file(
      'deploy/pull.sh',
      `git clone https://${token}@github.com/acme/strategies.git
`,
      token,
    )
  },
  'openai-js': (g) => {
    const token = `sk-proj-${g.base64url(74)}T3BlbkFJ${g.base64url(74)}`
    return file(
      'ai/sentiment.js',
      `const openai = new OpenAI({ apiKey: '${token}' })
`,
      token,
    )
  },
  'gmail-app-password': (g) => {
    const pass = lower(g, 16)
    return file(
      'mailer.py',
      `import smtplib
s = smtplib.SMTP_SSL('smtp.gmail.com', 465)
s.login('bot.alerts@gmail.com', '${pass}')
`,
      pass,
    )
  },
  'slack-webhook': (g) => {
    const tail = g.base62(24)
    return file(
      'ops/alert.yml',
      `slack_api_url: 'https://hooks.slack.com/services/T${g.upperAlnum(8)}/B${g.upperAlnum(10)}/${tail}'
`,
      tail,
    )
  },
  'google-service-account': (g) => {
    const pem = g.pem('rsa')
    return file(
      'gsheets-creds.json',
      JSON.stringify(
        {
          type: 'service_account',
          project_id: 'pnl-sheet',
          private_key_id: g.hex(40),
          private_key: pem,
          client_email: 'bot@pnl-sheet.iam.gserviceaccount.com',
          client_id: g.number(21),
        },
        null,
        2,
      ),
      pem.split('\n')[1],
    )
  },
  'ansible-ssh-password': (g) => {
    const pass = g.password()
    return file(
      'inventory/hosts',
      `[bots]
vps1 ansible_host=203.0.113.9 ansible_user=root ansible_ssh_pass=${pass}
`,
      pass,
    )
  },
  sshpass: (g) => {
    const pass = g.password()
    return file(
      'sync.sh',
      `sshpass -p '${pass}' rsync -az ./data root@203.0.113.9:/srv/bot/
`,
      pass,
    )
  },
  'twilio-node': (g) => {
    const token = g.hex(32)
    return file(
      'sms.js',
      `const accountSid = 'AC${g.hex(32)}'
const authToken = '${token}'
const client = require('twilio')(accountSid, authToken)
`,
      token,
    )
  },
}
