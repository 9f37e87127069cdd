import { latin1 } from '../../bytes/text.ts'
import type { Structure, StructureMatch } from './structure.ts'

const schemeReach = 40
const maxAddress = 400

const scheme =
  /(?<![A-Za-z0-9])((?:postgres(?:ql)?|mysql|mariadb|mssql|sqlserver|mongodb|redis|rediss|amqp|amqps|clickhouse|cockroachdb|neo4j|nats|ftp|sftp)(?:\+[a-z0-9]+)*:\/\/)$/i
const userInfo = /^([^\s:@/"'`<>\\]{0,100}):([^\s@/"'`<>\\]{1,200})@([^\s/"'`<>\\,;)\]]+)/
const reference =
  /^[$%#]|\$\{|\{\{|\{[\w.]*\}|^<|^%[sd(]|^:\w+$|^\[|^\*+$|^x{3,}$|^\.{3}|^#\{|process\.env|os\.(?:environ|getenv)|["'`]/i
const placeholder =
  /^(?:pass(?:word|wd|phrase)?|pwd|pw|secret|my[-_]?(?:secret|pass(?:word)?)|your[-_]?\w*|changeme|change[-_]me|example|user(?:name)?|test(?:ing)?|admin|root|guest|postgres|postgresql|mysql|mariadb|mongo|mongodb|redis|rabbit(?:mq)?|db|database|foo|bar|baz|dev|demo|default|docker|local|abc|s3cr3t|p4ssw0rd|p@ssw0rd|pass\w{0,3}|hunter2|secret\d*|password\d*|1234567?8?9?0?|qwerty|token|key|toor|replace\w*|todo|redacted|hidden|null|none|undefined|insert\w*|some\w*|the\w*|app|web|api)$/i
/** Private networks. */
const localHost =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|\.(?:local|localdomain|internal|lan)(?::\d+)?$/i
/** This machine, or a neighbour in the same set of containers: what development and tests run against. */
const ownHost =
  /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|host\.docker\.internal)|^[a-z][\w-]*(?::\d+)?$|\.(?:test|localhost)(?::\d+)?$/i
const sampleHost =
  /(?:^|\.)example\.(?:com|org|net)|^(?:host|hostname|server|address|ip)(?:name)?(?::|$)|^your|\{|^\$|^%|^</i

/**
 * A password in the address of a database or broker. `local` when the host is in a private network, this machine or a
 * bare name as containers have, which tells next to nothing; placeholders, references and the defaults of every tutorial are nothing.
 *
 * @see RFC 3986 section 3.2.1
 */
export const urlPassword: Structure = {
  name: 'url-password',
  // One for several schemes: postgresql and mysql, mariadb and mongodb, amqp and amqps, and
  // whatever driver stands behind a plus.
  literals: [
    'postgres://',
    'ql://',
    'sql+',
    'db://',
    'mongodb+srv://',
    'redis://',
    'rediss://',
    'amqp',
    'clickhouse://',
  ],
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    const behind = latin1(bytes, at, at + maxAddress)
    const slashes = behind.indexOf('://') + 3
    const head = scheme.exec(latin1(bytes, at + slashes - schemeReach, at + slashes))
    if (head === null) return null
    const found = userInfo.exec(behind.slice(slashes))
    if (found === null) return null
    const [, user = '', password = '', host = ''] = found
    if (reference.test(password) || placeholder.test(password) || sampleHost.test(host)) return null
    if (password === user || password.length < 4) return null
    const isOwn = ownHost.test(host)
    const start = at + slashes + user.length + 1
    return {
      start,
      end: start + password.length,
      value: password,
      kind: isOwn || localHost.test(host) ? 'local' : 'database',
      evidence: [
        ...(isOwn ? [{ code: 'own-machine', weight: -20 }] : []),
        ...(/test|example|sample|dummy|fake/i.test(`${user} ${password}`)
          ? [{ code: 'example-word', weight: -35 }]
          : []),
      ],
    }
  },
}
