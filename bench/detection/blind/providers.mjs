/** Everything around the exchanges: clouds, forges, chat, payment, AI, mail, databases, registries, key files. */
import { file, indent, json, text } from './file.mjs'
import { tokens } from './tokens.mjs'

/** A template around one token of `tokens`, or around what `make` gives. */
const leak = (make, path, write) => (g) => {
  const secret = (typeof make === 'string' ? tokens[make] : make)(g)
  return file(path, write(g, secret), secret)
}

const env = (name, make, path = '.env') =>
  leak(make, path, (g, secret) => `APP_NAME=${g.project()}\n${name}=${secret}\nDEBUG=false\n`)

const password = (g) => g.password()
const hex32 = (g) => g.hex(32)

function openssh(g) {
  const text32 = (value) => {
    const bytes = Buffer.from(value)
    const size = Buffer.alloc(4)
    size.writeUInt32BE(bytes.length)
    return Buffer.concat([size, bytes])
  }
  const [check, publicKey, seed] = [g.bytes(4), g.bytes(32), g.bytes(32)]
  const kind = text32('ssh-ed25519')
  const inner = Buffer.concat([
    check,
    check,
    kind,
    text32(publicKey),
    text32(Buffer.concat([seed, publicKey])),
    text32('deploy@ci'),
    Buffer.from([1, 2, 3, 4, 5]),
  ])
  const one = Buffer.from([0, 0, 0, 1])
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    text32('none'),
    text32('none'),
    text32(''),
    one,
    text32(Buffer.concat([kind, text32(publicKey)])),
    text32(inner),
  ])
  return armor('OPENSSH PRIVATE KEY', whole.toString('base64'), 70)
}

const armor = (label, body, width) =>
  `-----BEGIN ${label}-----\n${body.match(new RegExp(`.{1,${width}}`, 'g')).join('\n')}\n-----END ${label}-----`

function pgp(g) {
  const packet = Buffer.concat([Buffer.from([0x95, 0x03, 0xbe, 0x04]), g.bytes(900)])
  return `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${packet
    .toString('base64')
    .match(/.{1,64}/g)
    .join('\n')}\n=${g.bytes(3).toString('base64')}\n-----END PGP PRIVATE KEY BLOCK-----`
}

const clouds = {
  'aws-credentials-file': (g) => {
    const [id, secret] = [tokens.awsId(g), tokens.awsSecret(g)]
    return file(
      '.aws/credentials',
      `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\nregion = eu-central-1\n`,
      id,
      secret,
    )
  },
  'aws-boto3': (g) => {
    const [id, secret] = [tokens.awsId(g), tokens.awsSecret(g)]
    return file(
      'upload.py',
      text`
      import boto3
      s3 = boto3.client("s3", aws_access_key_id="${id}", aws_secret_access_key="${secret}")
      s3.upload_file("data.csv", "${g.company()}-backups", "data.csv")
    `,
      id,
      secret,
    )
  },
  'aws-terraform-provider': (g) => {
    const [id, secret] = [tokens.awsId(g), tokens.awsSecret(g)]
    return file(
      'main.tf',
      text`
      provider "aws" {
        region     = "us-east-1"
        access_key = "${id}"
        secret_key = "${secret}"
      }
    `,
      id,
      secret,
    )
  },
  'aws-php-laravel': (g) => {
    const [id, secret] = [tokens.awsId(g), tokens.awsSecret(g)]
    return file(
      'config/filesystems.php',
      `<?php\nreturn ['s3' => ['driver' => 's3', 'key' => env('AWS_KEY', '${id}'), 'secret' => env('AWS_SECRET', '${secret}')]];\n`,
      id,
      secret,
    )
  },
  'aws-javascript-sdk': (g) => {
    const [id, secret] = [tokens.awsId(g), tokens.awsSecret(g)]
    return file(
      'src/s3.js',
      `AWS.config.update({ accessKeyId: '${id}', secretAccessKey: '${secret}', region: 'ap-south-1' })\n`,
      id,
      secret,
    )
  },
  'gcp-service-account': (g) => {
    const pem = g.pem('rsa')
    return file(
      'service-account.json',
      json({
        type: 'service_account',
        project_id: g.project(),
        private_key_id: g.hex(40),
        private_key: `${pem}\n`,
        client_email: `bot@${g.project()}.iam.gserviceaccount.com`,
        client_id: g.number(21),
        token_uri: 'https://oauth2.googleapis.com/token',
      }),
      { value: pem, as: pem.replaceAll('\n', '\\n') },
    )
  },
  'google-server-key': leak(
    'google',
    'geocode.py',
    (g, key) =>
      `import googlemaps\ngmaps = googlemaps.Client(key='${key}')\nprint(gmaps.geocode("${g.number(2)} Main Street"))\n`,
  ),
  'google-oauth-client': leak('googleOauth', 'client_secret.json', (g, secret) =>
    json({
      web: {
        client_id: `${g.number(12)}-${g.lowerAlnum(32)}.apps.googleusercontent.com`,
        client_secret: secret,
      },
    }),
  ),
  'azure-storage-connection': leak('azureStorage', 'appsettings.json', (g, key) =>
    json({
      ConnectionStrings: {
        Storage: `DefaultEndpointsProtocol=https;AccountName=${g.company()};AccountKey=${key};EndpointSuffix=core.windows.net`,
      },
    }),
  ),
  'azure-client-secret': leak(
    'azureSecret',
    'deploy/azure.env',
    (g, secret) =>
      `AZURE_TENANT_ID=${g.uuid()}\nAZURE_CLIENT_ID=${g.uuid()}\nAZURE_CLIENT_SECRET=${secret}\n`,
  ),
  'azure-servicebus': leak(
    (g) => g.base64(32),
    'local.settings.json',
    (g, key) =>
      json({
        Values: {
          ServiceBus: `Endpoint=sb://${g.company()}.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${key}`,
        },
      }),
  ),
  'digitalocean-doctl': leak(
    'digitalocean',
    '.config/doctl/config.yaml',
    (g, token) => `access-token: ${token}\ncontext: default\n`,
  ),
  'cloudflare-token': env('CLOUDFLARE_API_TOKEN', (g) => g.base64url(40)),
  'cloudflare-global-key': leak(
    (g) => g.hex(37),
    'ddns.sh',
    (g, key) =>
      `curl -X PUT https://api.cloudflare.com/client/v4/zones -H "X-Auth-Email: ${g.person()}@${g.company()}.io" -H "X-Auth-Key: ${key}"\n`,
  ),
  'heroku-key': env('HEROKU_API_KEY', (g) => g.uuid()),
  'linode-token': leak(
    (g) => g.hex(64),
    'terraform.tfvars',
    (g, token) => `linode_token = "${token}"\nregion = "eu-west"\n`,
  ),
  'alibaba-pair': (g) => {
    const [id, secret] = [tokens.alibaba(g), g.base62(30)]
    return file(
      'oss.py',
      `auth = oss2.Auth('${id}', '${secret}')\nbucket = oss2.Bucket(auth, 'oss-cn-hangzhou.aliyuncs.com', '${g.company()}')\n`,
      id,
      secret,
    )
  },
  'tencent-pair': (g) => {
    const [id, secret] = [tokens.tencent(g), g.base62(32)]
    return file(
      'cos.json',
      json({ SecretId: id, SecretKey: secret, Region: 'ap-guangzhou' }),
      id,
      secret,
    )
  },
  'databricks-cfg': leak(
    'databricks',
    '.databrickscfg',
    (g, token) =>
      `[DEFAULT]\nhost = https://adb-${g.number(16)}.azuredatabricks.net\ntoken = ${token}\n`,
  ),
  'vault-token-file': leak('vault', '.vault-token', (g, token) => token),
  'vault-batch-env': env('VAULT_TOKEN', 'vaultOld'),
  'terraform-credentials': leak(
    'terraform',
    '.terraformrc',
    (g, token) => `credentials "app.terraform.io" {\n  token = "${token}"\n}\n`,
  ),
  'pulumi-ci': leak(
    'pulumi',
    '.gitlab-ci.yml',
    (g, token) =>
      `variables:\n  PULUMI_ACCESS_TOKEN: ${token}\ndeploy:\n  script: [pulumi up -y]\n`,
  ),
  'doppler-compose': leak(
    'doppler',
    'docker-compose.yml',
    (g, token) => `services:\n  api:\n    environment:\n      DOPPLER_TOKEN: ${token}\n`,
  ),
  'kubeconfig-token': leak(
    (g) => `kubeconfig-u-${g.lowerAlnum(10)}:${g.lowerAlnum(54)}`,
    '.kube/config',
    (g, token) => text`
    apiVersion: v1
    kind: Config
    users:
      - name: admin
        user:
          token: ${token}
  `,
  ),
  'kubeconfig-client-key': (g) => {
    const pem = g.pem('ec', 'sec1')
    const data = Buffer.from(`${pem}\n`).toString('base64')
    return file(
      'kubeconfig.yaml',
      `apiVersion: v1\nkind: Config\nusers:\n  - name: ops\n    user:\n      client-key-data: ${data}\n`,
      { value: pem, as: data },
    )
  },
  'supabase-service-role': env('SUPABASE_SERVICE_ROLE_KEY', 'supabaseRole', '.env.local'),
  'supabase-cli': env('SUPABASE_ACCESS_TOKEN', 'supabase'),
  'fly-workflow': leak(
    'flyio',
    '.github/workflows/fly.yml',
    (g, token) => `env:\n  FLY_API_TOKEN: "${token}"\n`,
  ),
}

const forges = {
  'github-git-config': leak(
    'github',
    'deploy/git-config',
    (g, token) =>
      `[remote "origin"]\n\turl = https://${token}@github.com/${g.company()}/${g.project()}.git\n`,
  ),
  'github-git-credentials': leak(
    'github',
    '.git-credentials',
    (g, token) => `https://${g.person()}:${token}@github.com\n`,
  ),
  'github-fine-grained': env('GH_TOKEN', 'githubFine'),
  'github-octokit': leak(
    'github',
    'release.js',
    (g, token) => `const octokit = new Octokit({ auth: '${token}' })\n`,
  ),
  'github-oauth-hosts': leak(
    'githubOauth',
    '.config/gh/hosts.yml',
    (g, token) => `github.com:\n    oauth_token: ${token}\n    user: ${g.person()}\n`,
  ),
  'github-app-log': leak(
    'githubApp',
    'ci.log',
    (g, token) => `+ git clone https://x-access-token:${token}@github.com/${g.company()}/api\n`,
  ),
  'gitlab-pip-url': leak(
    'gitlab',
    'requirements.txt',
    (g, token) =>
      `requests==2.31.0\ngit+https://oauth2:${token}@gitlab.com/${g.company()}/lib.git@v1.${g.number(1)}\n`,
  ),
  'gitlab-header': leak(
    'gitlab',
    'mirror.sh',
    (g, token) =>
      `curl --header "PRIVATE-TOKEN: ${token}" "https://gitlab.com/api/v4/projects/${g.number(8)}"\n`,
  ),
  'gitlab-runner-config': leak(
    'gitlabRunner',
    'config.toml',
    (g, token) =>
      `[[runners]]\n  url = "https://gitlab.com/"\n  token = "${token}"\n  executor = "docker"\n`,
  ),
  'atlassian-jira': leak(
    'atlassian',
    'jira.py',
    (g, token) =>
      `jira = JIRA("https://${g.company()}.atlassian.net", basic_auth=("${g.person()}@${g.company()}.io", "${token}"))\n`,
  ),
  'npmrc-token': leak(
    'npm',
    '.npmrc',
    (g, token) =>
      `registry=https://registry.npmjs.org/\n//registry.npmjs.org/:_authToken=${token}\n`,
  ),
  'yarnrc-token': leak(
    'npm',
    '.yarnrc.yml',
    (g, token) => `npmRegistries:\n  "https://registry.npmjs.org":\n    npmAuthToken: ${token}\n`,
  ),
  pypirc: leak(
    'pypi',
    '.pypirc',
    (g, token) => `[pypi]\n  username = __token__\n  password = ${token}\n`,
  ),
  'twine-workflow': leak(
    'pypi',
    '.github/workflows/publish.yml',
    (g, token) =>
      `- run: twine upload dist/*\n  env:\n    TWINE_USERNAME: __token__\n    TWINE_PASSWORD: ${token}\n`,
  ),
  'rubygems-credentials': leak(
    'rubygems',
    '.gem/credentials',
    (g, token) => `---\n:rubygems_api_key: ${token}\n`,
  ),
  'docker-login': leak(
    'docker',
    'build.sh',
    (g, token) =>
      `docker login -u ${g.person()} -p ${token}\ndocker push ${g.company()}/api:latest\n`,
  ),
  'sonar-properties': leak(
    'sonar',
    'sonar-project.properties',
    (g, token) => `sonar.projectKey=${g.project()}\nsonar.login=${token}\n`,
  ),
  'jenkins-build-token': leak(
    (g) => `11${g.hex(32)}`,
    'trigger.sh',
    (g, token) =>
      `curl -X POST https://jenkins.${g.company()}.io/job/deploy/build --user ${g.person()}:${token}\n`,
  ),
}

const chats = {
  'telegram-python': leak(
    'telegram',
    'notify.py',
    (g, token) =>
      `import telebot\nbot = telebot.TeleBot("${token}")\nbot.send_message(${g.number(9)}, "started")\n`,
  ),
  'telegram-url': leak(
    'telegram',
    'alert.sh',
    (g, token) =>
      `curl -s "https://api.telegram.org/bot${token}/sendMessage?chat_id=-100${g.number(10)}&text=filled"\n`,
  ),
  'telegram-freqtrade': leak('telegram', 'config.json', (g, token) =>
    json({ telegram: { enabled: true, token, chat_id: g.number(9) } }),
  ),
  'telegram-dotenv': env('TG_TOKEN', 'telegram'),
  'discord-bot-js': leak(
    'discord',
    'bot.js',
    (g, token) => `client.once('ready', () => console.log('up'))\nclient.login('${token}')\n`,
  ),
  'discord-bot-py': leak(
    'discord',
    'main.py',
    (g, token) => `TOKEN = "${token}"\nbot.run(TOKEN)\n`,
  ),
  'discord-webhook': leak('discordHook', 'config.yaml', (g, url) => `notify:\n  discord: ${url}\n`),
  'slack-bot-env': env('SLACK_BOT_TOKEN', 'slackBot'),
  'slack-user-python': leak(
    'slackUser',
    'slack.py',
    (g, token) => `slack = WebClient(token="${token}")\n`,
  ),
  'slack-webhook-workflow': leak(
    'slackHook',
    '.github/workflows/ci.yml',
    (g, url) => `- name: notify\n  run: curl -d '{"text":"deployed"}' ${url}\n`,
  ),
  'lark-webhook': leak(
    (g) => g.uuid(),
    'notify.go',
    (g, id) => `const hook = "https://open.feishu.cn/open-apis/bot/v2/hook/${id}"\n`,
  ),
  'dingtalk-robot': leak(
    (g) => g.hex(64),
    'notify.py',
    (g, token) => `URL = "https://oapi.dingtalk.com/robot/send?access_token=${token}"\n`,
  ),
  'twilio-pair': (g) => {
    const [sid, secret] = [tokens.twilioSid(g), g.hex(32)]
    return file(
      'sms.py',
      `account_sid = "${sid}"\nauth_token = "${secret}"\nclient = twilio.rest.Client(account_sid, auth_token)\n`,
      secret,
    )
  },
  'twilio-env': (g) => {
    const [sid, secret] = [tokens.twilioSid(g), g.hex(32)]
    return file('.env', `TWILIO_ACCOUNT_SID=${sid}\nTWILIO_AUTH_TOKEN=${secret}\n`, secret)
  },
  'sendgrid-node': leak('sendgrid', 'mailer.js', (g, key) => `sgMail.setApiKey('${key}')\n`),
  'mailgun-python': leak(
    'mailgun',
    'mail.py',
    (g, key) =>
      `requests.post("https://api.mailgun.net/v3/mg.${g.company()}.io/messages", auth=("api", "${key}"))\n`,
  ),
  'mailchimp-php': leak(
    'mailchimp',
    'newsletter.php',
    (g, key) => `<?php\n$mailchimp = new MailChimp('${key}');\n`,
  ),
  'postmark-token': env('POSTMARK_SERVER_TOKEN', (g) => g.uuid()),
  'resend-next': leak(
    'resend',
    'app/api/send/route.ts',
    (g, key) => `const resend = new Resend('${key}')\n`,
  ),
  'brevo-env': env('BREVO_API_KEY', 'brevo'),
  'twitter-app': (g) => {
    const [key, secret] = [g.base62(25), g.base62(50)]
    return file('tweet.py', `auth = tweepy.OAuthHandler("${key}", "${secret}")\n`, secret)
  },
  'twitter-bearer': leak(
    (g) => `AAAAAAAAAAAAAAAAAAAAA${g.base62(31)}%3D${g.base62(50)}`,
    '.env',
    (g, token) => `TWITTER_BEARER_TOKEN=${token}\n`,
  ),
  'facebook-token': env('FB_PAGE_ACCESS_TOKEN', 'facebook'),
  'spotify-pair': leak(
    hex32,
    'spotify.py',
    (g, secret) =>
      `sp = SpotifyClientCredentials(client_id="${g.hex(32)}", client_secret="${secret}")\n`,
  ),
  'twitch-oauth': leak(
    (g) => g.lowerAlnum(30),
    'chat.js',
    (g, token) =>
      `const client = new tmi.Client({ identity: { username: 'mybot', password: 'oauth:${token}' } })\n`,
  ),
}

const paymentAndAi = {
  'stripe-ruby': leak(
    'stripe',
    'config/initializers/stripe.rb',
    (g, key) => `Stripe.api_key = '${key}'\n`,
  ),
  'stripe-long-env': env('STRIPE_SECRET_KEY', 'stripeLong'),
  'stripe-webhook-js': leak(
    'stripeHook',
    'webhook.js',
    (g, secret) =>
      `const endpointSecret = "${secret}";\nstripe.webhooks.constructEvent(body, sig, endpointSecret);\n`,
  ),
  'stripe-restricted-go': leak(
    'stripeRestricted',
    'billing.go',
    (g, key) => `stripe.Key = "${key}"\n`,
  ),
  'shopify-env': env('SHOPIFY_ADMIN_TOKEN', 'shopify'),
  'square-php': leak(
    'square',
    'pay.php',
    (g, token) =>
      `<?php\n$client = new SquareClient(['accessToken' => '${token}', 'environment' => 'production']);\n`,
  ),
  'paypal-pair': (g) => {
    const secret = `E${g.base64url(79)}`
    return file(
      'paypal.js',
      `paypal.configure({ mode: 'live', client_id: 'A${g.base64url(79)}', client_secret: '${secret}' })\n`,
      secret,
    )
  },
  'razorpay-pair': (g) => {
    const secret = g.base62(24)
    return file(
      'server.js',
      `const razorpay = new Razorpay({ key_id: 'rzp_live_${g.base62(14)}', key_secret: '${secret}' })\n`,
      secret,
    )
  },
  'openai-python': leak(
    'openai',
    'ask.py',
    (g, key) => `from openai import OpenAI\nclient = OpenAI(api_key="${key}")\n`,
  ),
  'openai-old-notebook': leak('openaiOld', 'gpt.ipynb', (g, key) =>
    json({ cells: [{ cell_type: 'code', source: [`openai.api_key = "${key}"\n`] }] }),
  ),
  'openai-flutter': leak('openai', 'lib/consts.dart', (g, key) => `const kOpenAiKey = '${key}';\n`),
  'anthropic-env': env('ANTHROPIC_API_KEY', 'anthropic'),
  'anthropic-curl': leak(
    'anthropic',
    'ask.sh',
    (g, key) => `curl https://api.anthropic.com/v1/messages -H "x-api-key: ${key}"\n`,
  ),
  'huggingface-python': leak('huggingface', 'train.py', (g, token) => `login(token="${token}")\n`),
  'replicate-env': env('REPLICATE_API_TOKEN', 'replicate'),
  'groq-ts': leak(
    'groq',
    'src/llm.ts',
    (g, key) => `export const groq = new Groq({ apiKey: '${key}' })\n`,
  ),
  'xai-python': leak(
    'xai',
    'grok.py',
    (g, key) => `client = OpenAI(api_key="${key}", base_url="https://api.x.ai/v1")\n`,
  ),
  'deepseek-python': leak(
    (g) => ['sk', g.hex(32)].join('-'),
    'chat.py',
    (g, key) => `client = OpenAI(api_key="${key}", base_url="https://api.deepseek.com")\n`,
  ),
  'mistral-env': env('MISTRAL_API_KEY', (g) => g.base62(32)),
  'cohere-js': leak(
    (g) => g.base62(40),
    'rerank.js',
    (g, key) => `const cohere = new CohereClient({ token: '${key}' })\n`,
  ),
}

const data = {
  'postgres-url': leak(
    password,
    '.env',
    (g, secret) =>
      `DATABASE_URL=postgres://${g.person()}:${secret}@db.${g.company()}.io:5432/app\n`,
  ),
  'mysql-sqlalchemy': leak(
    password,
    'db.py',
    (g, secret) =>
      `engine = create_engine("mysql+pymysql://root:${secret}@10.1.${g.between(1, 9)}.${g.between(2, 250)}/trades")\n`,
  ),
  'mongodb-srv': leak(
    (g) => g.base62(16),
    'server.js',
    (g, secret) =>
      `mongoose.connect('mongodb+srv://${g.person()}:${secret}@cluster0.${g.lowerAlnum(5)}.mongodb.net/bot?retryWrites=true')\n`,
  ),
  'redis-url': leak(
    (g) => g.base62(32),
    'config.yml',
    (g, secret) =>
      `redis_url: redis://default:${secret}@redis-${g.number(5)}.c1.eu-west-1.ec2.cloud.redislabs.com:${g.number(5)}\n`,
  ),
  'amqp-url': leak(
    (g) => g.base64url(32),
    'worker.go',
    (g, secret) =>
      `conn, err := amqp.Dial("amqps://${g.person()}:${secret}@rabbit.${g.company()}.io/vhost")\n`,
  ),
  'algolia-admin': env('ALGOLIA_ADMIN_API_KEY', hex32),
  'cloudinary-url': leak(
    (g) => g.base64url(27),
    '.env',
    (g, secret) => `CLOUDINARY_URL=cloudinary://${g.number(15)}:${secret}@${g.company()}\n`,
  ),
  'airtable-js': leak(
    'airtable',
    'sync.js',
    (g, token) => `Airtable.configure({ apiKey: '${token}' })\n`,
  ),
  'notion-env': env('NOTION_TOKEN', 'notion'),
  'linear-ts': leak(
    'linear',
    'linear.ts',
    (g, key) => `const linear = new LinearClient({ apiKey: '${key}' })\n`,
  ),
  'figma-header': leak(
    'figma',
    'icons.sh',
    (g, token) =>
      `curl -H 'X-Figma-Token: ${token}' https://api.figma.com/v1/files/${g.base62(22)}\n`,
  ),
  'grafana-token': leak(
    'grafana',
    'dash.py',
    (g, token) => `headers = {"Authorization": "Bearer ${token}"}\n`,
  ),
  'new-relic-env': env('NEW_RELIC_API_KEY', 'newRelic'),
  'datadog-pair': (g) => {
    const [key, app] = [g.hex(32), g.hex(40)]
    return file(
      'datadog.tf',
      `provider "datadog" {\n  api_key = "${key}"\n  app_key = "${app}"\n}\n`,
      key,
      app,
    )
  },
  'sentry-cli': leak('sentry', '.sentryclirc', (g, token) => `[auth]\ntoken=${token}\n`),
  'postman-key': env('POSTMAN_API_KEY', 'postman'),
  'contentful-cfpat': leak(
    'contentful',
    'migrate.js',
    (g, token) => `const client = createClient({ accessToken: '${token}' })\n`,
  ),
  'planetscale-env': leak(
    'planetscale',
    '.env',
    (g, secret) => `DATABASE_PASSWORD=${secret}\nDATABASE_HOST=aws.connect.psdb.cloud\n`,
  ),
}

const nodesAndMarkets = {
  'infura-url': leak(
    hex32,
    'web3.js',
    (g, key) => `const web3 = new Web3('https://mainnet.infura.io/v3/${key}')\n`,
  ),
  'infura-env': env('INFURA_API_KEY', hex32),
  'alchemy-url': leak(
    (g) => g.base64url(32),
    'foundry.toml',
    (g, key) => `[rpc_endpoints]\nmainnet = "https://eth-mainnet.g.alchemy.com/v2/${key}"\n`,
  ),
  'alchemy-env': env('ALCHEMY_API_KEY', (g) => g.base64url(32)),
  'etherscan-hardhat': leak(
    (g) => g.upperAlnum(34),
    'hardhat.config.js',
    (g, key) => `module.exports = { etherscan: { apiKey: '${key}' } }\n`,
  ),
  'bscscan-env': env('BSCSCAN_API_KEY', (g) => g.upperAlnum(34)),
  'moralis-jwt': leak(
    'moralis',
    'nft.js',
    (g, key) => `await Moralis.start({ apiKey: '${key}' })\n`,
  ),
  'quicknode-url': leak(
    (g) => g.hex(40),
    'rpc.ts',
    (g, key) =>
      `export const RPC = 'https://${g.noun()}-${g.noun()}-${g.noun()}.solana-mainnet.quiknode.pro/${key}/'\n`,
  ),
  'coinmarketcap-header': leak(
    (g) => g.uuid(),
    'cmc.py',
    (g, key) => `headers = {'Accepts': 'application/json', 'X-CMC_PRO_API_KEY': '${key}'}\n`,
  ),
  'cryptocompare-url': leak(
    (g) => g.hex(64),
    'prices.js',
    (g, key) =>
      `fetch('https://min-api.cryptocompare.com/data/price?fsym=BTC&tsyms=USD&api_key=${key}')\n`,
  ),
  'coingecko-env': env('COINGECKO_API_KEY', 'coingecko'),
  'alpaca-pair': (g) => {
    const [key, secret] = [`AK${g.upperAlnum(18)}`, g.base62(40)]
    return file(
      'alpaca.py',
      `api = tradeapi.REST('${key}', '${secret}', 'https://api.alpaca.markets')\n`,
      secret,
    )
  },
  'polygon-io': leak(
    (g) => g.base64url(32),
    'stocks.py',
    (g, key) => `from polygon import RESTClient\nclient = RESTClient("${key}")\n`,
  ),
  'helius-url': leak(
    (g) => g.uuid(),
    '.env',
    (g, key) => `RPC_ENDPOINT=https://mainnet.helius-rpc.com/?api-key=${key}\n`,
  ),
}

const keyFiles = {
  'rsa-pem-file': leak(
    (g) => g.pem('rsa', 'pkcs1'),
    'certs/server.key',
    (g, pem) => `${pem}\n`,
  ),
  'pkcs8-in-yaml': leak(
    (g) => indent(g.pem('ec'), 4),
    'config/jwt.yml',
    (g, pem) => `jwt:\n  private_key: |\n    ${pem}\n`,
  ),
  'openssh-deploy-key': leak(openssh, 'deploy_key', (g, key) => `${key}\n`),
  'ssh-key-in-terraform': leak(
    openssh,
    'ssh.tf',
    (g, key) => `variable "ssh_key" {\n  default = <<EOT\n${key}\nEOT\n}\n`,
  ),
  'pgp-private-key': leak(pgp, 'release-key.asc', (g, key) => `${key}\n`),
  'putty-key': (g) => {
    const secret = g.base64(36)
    return file(
      'server.ppk',
      text`
      PuTTY-User-Key-File-3: ssh-ed25519
      Encryption: none
      Comment: eddsa-key-${g.date()}
      Public-Lines: 2
      AAAAC3NzaC1lZDI1NTE5AAAAI${g.base62(44)}
      ${g.base62(15)}
      Private-Lines: 1
      ${secret}
      Private-MAC: ${g.hex(64)}
    `,
      secret,
    )
  },
  'age-key-file': leak(
    'age',
    'keys.txt',
    (g, key) =>
      `# created: ${g.date()}T${g.time()}Z\n# public key: age1${g.lowerAlnum(58)}\n${key}\n`,
  ),
  'wireguard-conf': leak(
    (g) => g.base64(32),
    'wg0.conf',
    (g, key) =>
      `[Interface]\nPrivateKey = ${key}\nAddress = 10.8.0.${g.between(2, 250)}/24\n\n[Peer]\nPublicKey = ${g.base64(32)}\n`,
  ),
  'apple-p8': leak(
    (g) => g.pem('ec'),
    'fastlane/AuthKey_2X9R4HXF34.p8',
    (g, pem) => pem,
  ),
}

export const providers = {
  ...clouds,
  ...forges,
  ...chats,
  ...paymentAndAi,
  ...data,
  ...nodesAndMarkets,
  ...keyFiles,
}
