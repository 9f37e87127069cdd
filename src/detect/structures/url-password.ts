import { byteClass, DIGIT, isAlnum } from '../../bytes/classes.ts'
import { latin1 } from '../../bytes/text.ts'
import type { KernelSight } from '../../kernel/kernel.ts'
import { isStrongPassword } from './password-strength.ts'
import type { Structure, StructureMatch } from './structure.ts'

const schemeReach = 40
const maxAddress = 400

const scheme =
  /(?<![A-Za-z0-9])((?:postgres(?:ql)?|mysql|mariadb|mssql|sqlserver|mongodb|redis|rediss|amqp|amqps|clickhouse|cockroachdb|neo4j|nats|ftp|sftp|cloudinary|https?)(?:\+[a-z0-9]+)*:\/\/)$/i
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

/** Bytes behind `://` that tell a web address without a password; as many as a history scan sees. */
const webSight = 15
const userMarks = new Set([0x25, 0x2b, 0x2d, 0x2e, 0x5f])
/** `$`, `{`: the name is a reference, the password may be none. */
const referenceMarks = new Set([0x24, 0x7b])

const sight: KernelSight = {
  skip: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%+-._',
  stop: ':${',
  most: webSight,
  strict: ['tp', 'tps'],
}

/**
 * Addresses stand in texts by the thousand: of the web only those get further that have, within sight, a colon and no
 * port behind it, and no streams of exchanges.
 */
function mayMatch(bytes: Uint8Array, at: number): boolean {
  const last = bytes[at - 1]! | 0x20
  const isHttps = last === 0x73
  const letter = isHttps ? bytes[at - 2]! | 0x20 : last
  const before = bytes[at - (isHttps ? 3 : 2)]! | 0x20
  // `wss` and `ws`
  if (isHttps && (letter === 0x77 || (letter === 0x73 && before === 0x77))) return false
  const isWeb = letter === 0x70 && before === 0x74
  const stop = at + 3 + webSight
  for (let index = at + 3; index < stop; index++) {
    const byte = bytes[index] ?? 0
    if (byte === 0x3a) return !isPort(bytes, index + 1, stop, isWeb)
    if (byte === 0x40) return false
    if (!isAlnum(byte) && !userMarks.has(byte)) return !isWeb && referenceMarks.has(byte)
  }
  // A name for a database may be longer than what is in sight.
  return !isWeb
}

/** Two digits and more that end with the host; of the web, also those that go on out of sight. */
function isPort(bytes: Uint8Array, from: number, stop: number, isWeb: boolean): boolean {
  let at = from
  while (at < stop && byteClass[bytes[at] ?? 0] === DIGIT) at++
  if (at - from < 2) return false
  const next = bytes[at] ?? 0
  return at === stop ? isWeb : !isAlnum(next) && next !== 0x40 && !userMarks.has(next)
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone percent sign stands for itself.
    return text
  }
}

/**
 * A password in the address of a database or broker, or (`web`) in one of the web, where only a strong one counts;
 * `cloudinary` for the secret of an account there. `local` when the host is in a private network, this machine or a
 * bare name as containers have, which tells next to nothing; placeholders, references and the defaults of every tutorial are nothing.
 *
 * @see RFC 3986 section 3.2.1
 */
export const urlPassword: Structure = {
  name: 'url-password',
  literals: ['://'],
  reach: [schemeReach, maxAddress + 3],
  sight,
  mayMatch,
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    const slashes = at + 3
    const head = scheme.exec(latin1(bytes, slashes - schemeReach, slashes))
    if (head === null) return null
    const found = userInfo.exec(latin1(bytes, slashes, slashes + maxAddress))
    if (found === null) return null
    const [, user = '', password = '', host = ''] = found
    const isWeb = head[1]!.toLowerCase().startsWith('http')
    if (isWeb && (user === '' || !isStrongPassword(unescaped(password)))) return null
    if (reference.test(password) || placeholder.test(password) || sampleHost.test(host)) return null
    if (password === user || password.length < 4) return null
    const isOwn = ownHost.test(host)
    const start = slashes + user.length + 1
    return {
      start,
      end: start + password.length,
      value: password,
      kind: isWeb
        ? 'web'
        : head[1]!.startsWith('cloudinary')
          ? 'cloudinary'
          : isOwn || localHost.test(host)
            ? 'local'
            : 'database',
      evidence: [
        ...(isOwn ? [{ code: 'own-machine', weight: -20 }] : []),
        ...(/test|example|sample|dummy|fake/i.test(`${user} ${password}`)
          ? [{ code: 'example-word', weight: -35 }]
          : []),
      ],
    }
  },
}
