/** Passwords and keys of one's own making: what no vendor's shape gives away, only the place where it stands. */
import { file, json, text } from './file.mjs'

const leak = (make, path, write) => (g) => {
  const secret = make(g)
  return file(path, write(g, secret), secret)
}

const env = (name, make, path) =>
  leak(make, path, (g, secret) => `APP_NAME=${g.project()}\n${name}=${secret}\nDEBUG=false\n`)

const password = (g) => g.password()
const hex32 = (g) => g.hex(32)

export const settings = {
  'k8s-secret-manifest': leak(
    password,
    'k8s/secret.yaml',
    (g, secret) => text`
    apiVersion: v1
    kind: Secret
    metadata:
      name: db
    stringData:
      POSTGRES_PASSWORD: "${secret}"
  `,
  ),
  'npmrc-basic-auth': (g) => {
    const value = Buffer.from(`${g.person()}:${g.password()}`).toString('base64')
    return file(
      '.npmrc',
      `registry=https://nexus.${g.company()}.io/repository/npm/\n_auth=${value}\nalways-auth=true\n`,
      value,
    )
  },
  'docker-config-auth': (g) => {
    const value = Buffer.from(`${g.person()}:${g.password()}`).toString('base64')
    return file(
      '.docker/config.json',
      json({ auths: { 'https://index.docker.io/v1/': { auth: value } } }),
      value,
    )
  },
  'maven-settings': leak(
    password,
    'settings.xml',
    (g, secret) => text`
    <settings>
      <servers>
        <server><id>nexus</id><username>deployer</username>
          <password>${secret}</password></server>
      </servers>
    </settings>
  `,
  ),
  'gradle-signing': leak(
    password,
    'gradle.properties',
    (g, secret) =>
      `org.gradle.jvmargs=-Xmx2g\nRELEASE_STORE_FILE=upload.keystore\nRELEASE_STORE_PASSWORD=${secret}\n`,
  ),
  'android-signing-gradle': leak(
    password,
    'app/build.gradle',
    (g, secret) => text`
    android {
        signingConfigs {
            release {
                storeFile file('release.jks')
                storePassword '${secret}'
                keyAlias 'upload'
            }
        }
    }
  `,
  ),
  netrc: leak(
    password,
    '.netrc',
    (g, secret) => `machine git.${g.company()}.io\nlogin ${g.person()}\npassword ${secret}\n`,
  ),
  'smtp-django': leak(
    password,
    'settings.py',
    (g, secret) =>
      `EMAIL_HOST = 'smtp.gmail.com'\nEMAIL_HOST_USER = '${g.person()}@gmail.com'\nEMAIL_HOST_PASSWORD = '${secret}'\n`,
  ),
  'gmail-app-password': leak(
    (g) => [4, 4, 4, 4].map(() => g.from('abcdefghijklmnopqrstuvwxyz', 4)).join(' '),
    'alert_mail.py',
    (g, secret) =>
      `server = smtplib.SMTP_SSL('smtp.gmail.com', 465)\nserver.login('${g.person()}.bot@gmail.com', '${secret}')\n`,
  ),
  'jdbc-properties': leak(
    password,
    'src/main/resources/application.properties',
    (g, secret) =>
      `spring.datasource.url=jdbc:postgresql://db.${g.company()}.io/app\nspring.datasource.username=app\nspring.datasource.password=${secret}\n`,
  ),
  'mssql-connection': leak(
    password,
    'Web.config',
    (g, secret) =>
      `<connectionStrings><add name="Main" connectionString="Server=sql.${g.company()}.io;Database=app;User Id=sa;Password=${secret};" /></connectionStrings>\n`,
  ),
  'django-database': leak(
    password,
    'project/settings.py',
    (g, secret) =>
      `DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'NAME': 'app', 'USER': 'app', 'PASSWORD': '${secret}', 'HOST': 'db.${g.company()}.io'}}\n`,
  ),
  'rails-database-yml': leak(
    password,
    'config/database.yml',
    (g, secret) =>
      `production:\n  adapter: postgresql\n  username: deploy\n  password: ${secret}\n`,
  ),
  'wp-config': leak(
    (g) => g.base62(18),
    'wp-config.php',
    (g, secret) => `<?php\ndefine( 'DB_NAME', 'wp' );\ndefine( 'DB_PASSWORD', '${secret}' );\n`,
  ),
  'django-secret-key': leak(
    (g) => g.from('abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)', 50),
    'mysite/settings.py',
    (g, secret) =>
      `DEBUG = False\nSECRET_KEY = '${secret}'\nALLOWED_HOSTS = ['${g.company()}.io']\n`,
  ),
  'rails-master-key': leak(hex32, 'config/master.key', (g, secret) => secret),
  'rails-secret-base': leak(
    (g) => g.hex(128),
    'config/secrets.yml',
    (g, secret) => `production:\n  secret_key_base: ${secret}\n`,
  ),
  'laravel-app-key': leak(
    (g) => g.base64(32),
    '.env',
    (g, secret) => `APP_ENV=production\nAPP_KEY=base64:${secret}\nAPP_DEBUG=false\n`,
  ),
  'nextauth-secret': env('NEXTAUTH_SECRET', (g) => g.base64(32), '.env.production'),
  'jwt-secret-node': leak(
    (g) => g.hex(64),
    'auth.js',
    (g, secret) => `const token = jwt.sign(payload, '${secret}', { expiresIn: '30d' })\n`,
  ),
  'sftp-config': leak(password, '.vscode/sftp.json', (g, secret) =>
    json({ host: `${g.company()}.io`, username: 'root', password: secret, remotePath: '/var/www' }),
  ),
  'sshpass-script': leak(
    password,
    'deploy.sh',
    (g, secret) =>
      `sshpass -p '${secret}' ssh root@203.0.113.${g.between(2, 250)} 'systemctl restart bot'\n`,
  ),
  'ansible-become': leak(
    password,
    'inventory.ini',
    (g, secret) =>
      `[web]\n203.0.113.${g.between(2, 250)} ansible_user=root ansible_password=${secret}\n`,
  ),
  'basic-auth-url': leak(
    password,
    'monitor.py',
    (g, secret) => `requests.get("https://admin:${secret}@grafana.${g.company()}.io/api/health")\n`,
  ),
  'basic-auth-header': (g) => {
    const value = Buffer.from(`admin:${g.password()}`).toString('base64')
    return file(
      'export.sh',
      `curl -H "Authorization: Basic ${value}" https://api.${g.company()}.io/v1/export\n`,
      value,
    )
  },
  'express-session': leak(
    (g) => g.base62(32),
    'server.js',
    (g, secret) =>
      `app.use(session({ secret: '${secret}', resave: false, saveUninitialized: true }))\n`,
  ),
  'flask-secret-key': leak(
    (g) => g.hex(48),
    'app.py',
    (g, secret) => `app = Flask(__name__)\napp.secret_key = "${secret}"\n`,
  ),
  'symfony-app-secret': env('APP_SECRET', hex32, '.env'),
  'phoenix-secret-base': leak(
    (g) => g.base64(48),
    'config/prod.exs',
    (g, secret) => `config :shop, ShopWeb.Endpoint,\n  secret_key_base: "${secret}"\n`,
  ),
  'freqtrade-api-server': leak(
    (g) => g.hex(64),
    'user_data/config.json',
    (g, secret) =>
      json({ api_server: { enabled: true, listen_ip_address: '0.0.0.0', jwt_secret_key: secret } }),
  ),
  'mysql-command-line': leak(
    password,
    'backup.sh',
    (g, secret) =>
      `#!/bin/sh\nmysqldump -h db.${g.company()}.io -u root -p'${secret}' trades | gzip > trades.sql.gz\n`,
  ),
  'my-cnf': leak(password, '.my.cnf', (g, secret) => `[client]\nuser=root\npassword=${secret}\n`),
  pgpass: leak(
    password,
    '.pgpass',
    (g, secret) => `db.${g.company()}.io:5432:app:deploy:${secret}\n`,
  ),
  'go-dsn': leak(
    (g) => g.base62(16),
    'store.go',
    (g, secret) =>
      `db, err := sql.Open("mysql", "root:${secret}@tcp(db.${g.company()}.io:3306)/bot")\n`,
  ),
  'paramiko-connect': leak(
    password,
    'fabfile.py',
    (g, secret) =>
      `ssh.connect("203.0.113.${g.between(2, 250)}", username="root", password="${secret}")\n`,
  ),
  'curl-user': leak(
    password,
    'sync.sh',
    (g, secret) =>
      `curl -u ${g.person()}:${secret} -T dump.tar https://dav.${g.company()}.io/backup/\n`,
  ),
  'windows-net-use': leak(
    password,
    'mount.bat',
    (g, secret) => `net use Z: \\\\nas.${g.company()}.local\\data /user:${g.person()} ${secret}\n`,
  ),
  'teams-chat-password': leak(
    (g) => g.base62(14),
    'handover.md',
    (g, secret) =>
      `## Access\n\n- server: 203.0.113.${g.between(2, 250)}\n- user: root\n- password: ${secret}\n`,
  ),
  'metatrader-login': leak(
    (g) => g.base62(10),
    'config.ini',
    (g, secret) =>
      `[Common]\nLogin=${g.number(8)}\nPassword=${secret}\nServer=ICMarkets-Live0${g.number(1)}\n`,
  ),
}
