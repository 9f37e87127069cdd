import type { Context } from '../context.ts'

const onLine = /\benc\[|!vault|\$ansible_vault|\bencryptedData\b|kms:|^\s*-?\s*secure:|\{cipher\}/i
const around = /kind:\s*["']?sealedsecret|\$ansible_vault;|-----begin age encrypted|sops:|"sops"/

/** A value that is already encrypted: SOPS, ansible-vault, sealed secrets, Travis `secure:`, Spring `{cipher}`. */
export function isCiphertext(context: Context): boolean {
  return onLine.test(context.left) || around.test(context.near)
}
