import { latin1, lineEnd, lineStart } from '../../bytes/text.ts'
import { doubtsAround } from './own-host.ts'
import { isStrongPassword } from './password-strength.ts'
import type { Structure, StructureMatch } from './structure.ts'

const reach = 200
/** `user:password@tcp(host:3306)/name` of Go's driver for MySQL. */
const source = /["'`= ]([\w.-]{1,80}):([^\s"'`@]{9,100})$/
/** `host:5432:database:user:password`, a line of PostgreSQL's password file. */
const passwordLine = /^:5432:[^:\s]+:[^:\s]+:([^:\s"'`]{9,100})\r?$/
const hostOnly = /^[\w.*-]+$/

/** A password in the one line that says where to log in and as whom. @see https://www.postgresql.org/docs/current/libpq-pgpass.html */
export const loginPassword: Structure = {
  name: 'login-password',
  literals: ['@tcp(', ':5432:'],
  reach: [reach, reach],
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    const left = latin1(bytes, lineStart(bytes, at, reach), at)
    const right = latin1(bytes, at, lineEnd(bytes, at, reach))
    const isFile = right.startsWith(':')
    if (isFile && !hostOnly.test(left)) return null
    const value = isFile ? passwordLine.exec(right)?.[1] : source.exec(left)?.[2]
    if (value === undefined || !isStrongPassword(value)) return null
    const start = isFile ? at + right.lastIndexOf(value) : at - value.length
    const evidence = doubtsAround(`${left}${right}`)
    return { start, end: start + value.length, value, kind: 'login', evidence }
  },
}
