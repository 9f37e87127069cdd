import type { Seeded } from '../../../test/helpers/seeded.ts'
import { filler } from './filler.ts'

const camel = (name: string): string =>
  name.toLowerCase().replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

type Writer = (name: string, value: string, label: string, r: Seeded) => readonly [string, string]

/** How the value is written down; the name says whose it is where the value cannot. */
export const providerWriters: Readonly<Record<string, Writer>> = {
  env: (n, v, _l, r) => ['.env', `${filler(r, 'env')}${n}=${v}\n${filler(r, 'env')}`],
  quoted: (n, v, _l, r) => ['.env', `${filler(r, 'env')}${n}="${v}"\n`],
  python: (n, v, l, r) => ['settings.py', `${filler(r, 'python')}# ${l}\n${n} = '${v}'\n`],
  js: (n, v, l, r) => ['config.js', `${filler(r, 'script')}// ${l}\nconst ${camel(n)} = '${v}';\n`],
  json: (n, v) => ['config.json', JSON.stringify({ debug: true, [camel(n)]: v }, null, 2)],
  yaml: (n, v, _l, r) => ['config.yml', `${filler(r, 'yaml')}${n.toLowerCase()}: ${v}\n`],
  compose: (n, v) => [
    'docker-compose.yml',
    `services:\n  app:\n    environment:\n      - ${n}=${v}\n`,
  ],
  properties: (n, v) => [
    'application.properties',
    `server.port=8080\n${n.toLowerCase().replaceAll('_', '.')}=${v}\n`,
  ],
  toml: (n, v) => ['settings.toml', `[keys]\n${n.toLowerCase()} = "${v}"\n`],
  tfvars: (n, v) => ['terraform.tfvars', `region = "eu"\n${n.toLowerCase()} = "${v}"\n`],
  dockerfile: (n, v) => ['Dockerfile', `FROM node:22\nENV ${n}=${v}\n`],
  actions: (n, v) => ['.github/workflows/ci.yml', `jobs:\n  build:\n    env:\n      ${n}: ${v}\n`],
  java: (n, v) => [
    'src/Config.java',
    `public class Config {\n    private static final String ${n} = "${v}";\n}\n`,
  ],
  go: (n, v) => ['main.go', `const ${camel(n)} = "${v}"\n`],
  php: (n, v) => ['config.php', `<?php\ndefine('${n}', '${v}');\n`],
  'php-env': (n, v) => ['config/app.php', `<?php\nreturn ['key' => env('${n}', '${v}')];\n`],
  ruby: (n, v) => ['app.rb', `ENV['${n}'] ||= '${v}'\n`],
  csharp: (n, v) => [
    'appsettings.json',
    JSON.stringify({ Services: { [n.replaceAll('_', '')]: v } }, null, 2),
  ],
  plist: (n, v) => [
    'Info.plist',
    `<dict>\n\t<key>${camel(n)}</key>\n\t<string>${v}</string>\n</dict>\n`,
  ],
  xml: (n, v) => [
    'strings.xml',
    `<resources>\n  <string name="${n.toLowerCase()}">${v}</string>\n</resources>\n`,
  ],
  shell: (n, v) => ['deploy.sh', `#!/bin/sh\nexport ${n}='${v}'\n./run\n`],
  'default-env': (n, v) => ['config.ts', `export const value = process.env.${n} ?? '${v}'\n`],
  k8s: (n, v) => ['deployment.yaml', `env:\n  - name: ${n}\n    value: "${v}"\n`],
}
