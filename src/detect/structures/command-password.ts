import { latin1, lineEnd, lineStart } from '../../bytes/text.ts'
import { doubtsAround } from './own-host.ts'
import { isPlausiblePassword, isStrongPassword } from './password-strength.ts'
import type { Structure, StructureMatch } from './structure.ts'

const reach = 400

/** Each command with its password: the group `secret` of one line of it. */
const commands: readonly RegExp[] = [
  /^sshpass\s+-p\s*(["']?)(?<secret>[^\s"']+)\1(?=\s)/,
  // The password of MySQL's programs is glued to its flag.
  /\bmysql(?:dump|admin|import|show|check)?(?:\.exe)?\s(?:[^\n|;]*?\s)?-p(["']?)(?<secret>[^\s"']+)\1(?=\s|$)/,
  /\bcurl\s(?:[^\n|;]*?\s)?-u ?(["']?)[^\s:"'$]+:(?<secret>[^\s"']+)\1(?=\s|$)/,
]

/**
 * A password among the arguments of a command that takes it there.
 *
 * @see https://dev.mysql.com/doc/refman/8.4/en/password-security-user.html
 */
export const commandPassword: Structure = {
  name: 'command-password',
  // Names of commands are parts of too many words to look for, as `cur` is of "current".
  literals: ['sshpass ', ' -u'],
  // Behind the first line a second one, at most.
  reach: [reach, 2 * reach + 2],
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    const isUser = bytes[at] === 0x20
    const from = isUser ? lineStart(bytes, at, reach) : at
    const line = latin1(bytes, from, endOfCommand(bytes, at))
    if (isUser && !/\b(?:mysql|curl)/.test(line)) return null
    for (const command of commands) {
      const secret = command.exec(line)?.groups?.['secret']
      if (secret === undefined || !(isUser ? isStrongPassword : isPlausiblePassword)(secret))
        continue
      const start = from + line.indexOf(secret)
      const evidence = doubtsAround(line)
      return { start, end: start + secret.length, value: secret, kind: 'command', evidence }
    }
    return null
  },
}

/** A command goes on behind a backslash at the end of its line. */
function endOfCommand(bytes: Uint8Array, at: number): number {
  let end = lineEnd(bytes, at, reach)
  while (end < bytes.length && end - at < reach && bytes[end - 1] === 0x5c) {
    end = lineEnd(bytes, end + 1, reach)
  }
  return end
}
