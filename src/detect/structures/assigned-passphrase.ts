import { latin1, lineEnd, lineStart } from '../../bytes/text.ts'
import { assignedAt, nearReach, passwordBehind } from './assigned-password.ts'
import { isPlausiblePassword, isStrongPassword } from './password-strength.ts'
import type { Structure, StructureMatch } from './structure.ts'

const leftReach = 40
const rightReach = 200

/** `DB_PASS`, `ansible_ssh_pass`, `keystore_passphrase`; nothing that goes on, as `_passed` and `passphraseFile` do. */
const nameBehind = /^(?:ssphrase|_pass)(?:[_-]?(?:\d|prod|production|live))?(?![A-Za-z0-9_])/i
/** As many bytes as a history scan sees. */
const sight = 18
const mayBegin =
  /^(?:ssphrase|_pass(?![a-z]))[\w-]{0,6}["'`]?\]?(?:[ \t]*(?:=(?!=)|:|,|\(|$)|["']?>|[ \t]+(?:["']|\S*[\dA-Z]))/i

/** `walletpassphrase "..." 600` of a node's client, and the same as a call and in JSON. */
const opensWallet =
  /^ssphrase(?:[ \t]+(["']?)([^\s"'`$]{9,100})\1[ \t]+\d|["']?\s*[,(]\s*(?:["']params["']\s*:\s*)?\[?\s*(["'])([^\s"'`$]{9,100})\3\s*,\s*\d)/i
/** `--passphrase ...` */
const flag = /^ssphrase[ =](["']?)([^\s"'`$]{9,100})\1(?=\s|$)/i
/** Words in quotes, of which one has the strength of a password: that of a brain wallet, or of a key. */
const sentence = /^ssphrase["']?\]?\s*[=:]\s*(["'])((?:[^\s"'\\]{1,40} ){2,11}[^\s"'\\]{1,40})\1/i

/**
 * A passphrase, or a password whose name is cut to `_pass`, with real strength: given to its name, or to a command or
 * call that opens a wallet.
 *
 * @see https://developer.bitcoin.org/reference/rpc/walletpassphrase.html
 */
export const assignedPassphrase: Structure = {
  name: 'assigned-passphrase',
  literals: ['ssphrase', '_pass'],
  ignoreCase: true,
  reach: [nearReach, nearReach],
  mayMatch: (bytes, at) => mayBegin.test(latin1(bytes, at, at + sight)),
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    const assigned = passwordBehind(bytes, at, nameBehind)
    if (assigned !== null || bytes[at] === 0x5f) return assigned
    const text = latin1(bytes, at, lineEnd(bytes, at, rightReach))
    const value = argumentIn(text, latin1(bytes, lineStart(bytes, at, leftReach), at))
    return value === null ? null : assignedAt(bytes, at, at + text.indexOf(value), value)
  },
}

function argumentIn(text: string, left: string): string | null {
  const opened = /wallet_?pa$/i.test(left) ? opensWallet.exec(text) : null
  const given = opened?.[2] ?? opened?.[4]
  if (given !== undefined) return isPlausiblePassword(given) ? given : null
  const option = left.endsWith('--pa') ? flag.exec(text)?.[2] : undefined
  if (option !== undefined) return isStrongPassword(option) ? option : null
  const words = sentence.exec(text)?.[2]
  return words?.split(' ').some(isPlausiblePassword) === true ? words : null
}
