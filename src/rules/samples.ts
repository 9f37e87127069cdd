import type { Random } from './random.ts'

const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const rsaOid = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00]
const ed25519Oid = [0x06, 0x03, 0x2b, 0x65, 0x70]
const p256Oid = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]
const pbes2Oid = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d]

/** A PEM block with the structure of its kind around random bytes: the right shape, and the key to nothing. */
export function pemSample(random: Random, kind: string): string {
  switch (kind) {
    case 'pkcs1-rsa':
      return block('RSA PRIVATE KEY', sequence([integer([0]), ...rsaIntegers(random)]))
    case 'pkcs8-rsa': {
      const inner = sequence([integer([0]), ...rsaIntegers(random)])
      return block('PRIVATE KEY', sequence([integer([0]), sequence([rsaOid]), octets(inner)]))
    }
    case 'ec':
      return block(
        'EC PRIVATE KEY',
        sequence([integer([1]), octets(random.bytes(32)), element(0xa0, p256Oid)]),
      )
    case 'encrypted':
      return block(
        'ENCRYPTED PRIVATE KEY',
        sequence([
          sequence([pbes2Oid, sequence([octets(random.bytes(8))])]),
          octets(random.bytes(96)),
        ]),
      )
    case 'openssh':
      return block('OPENSSH PRIVATE KEY', openSsh(random, 'none'))
    case 'openssh-encrypted':
      return block('OPENSSH PRIVATE KEY', openSsh(random, 'aes256-ctr'))
    case 'pgp':
      return block('PGP PRIVATE KEY BLOCK', [0x95, 0x01, 0xd8, 0x04, ...random.bytes(470)])
    case 'public':
      return block(
        'PUBLIC KEY',
        sequence([sequence([ed25519Oid]), [0x03, 0x21, 0, ...random.bytes(32)]]),
      )
    default: {
      const inner = octets(octets(random.bytes(32)))
      return block('PRIVATE KEY', sequence([integer([0]), sequence([ed25519Oid]), inner]))
    }
  }
}

/** A PuTTY key file, version 3. */
export function puttySample(random: Random, encryption: string): string {
  return [
    'PuTTY-User-Key-File-3: ssh-ed25519',
    `Encryption: ${encryption}`,
    'Comment: sample',
    'Public-Lines: 2',
    random.text(base64Digits, 64),
    random.text(base64Digits, 24),
    'Private-Lines: 1',
    random.text(base64Digits, 48),
    `Private-MAC: ${random.text('0123456789abcdef', 64)}`,
    '',
  ].join('\n')
}

/** A PGP signature whose lines include one that looks like a key of 64 letters and digits. */
export function armorSample(random: Random): string {
  const lines = Array.from(
    { length: 6 },
    () => `${random.text(base64Digits, 60)}+/${random.text(base64Digits, 2)}`,
  )
  const alike = random.text(base64Digits.slice(0, 62), 64)
  lines.splice(3, 0, alike)
  const ends = [
    '-----BEGIN PGP SIGNATURE-----',
    '',
    `=${random.text(base64Digits, 4)}`,
    '-----END PGP SIGNATURE-----',
  ]
  return [...ends.slice(0, 2), ...lines, ...ends.slice(2), ''].join('\n')
}

function rsaIntegers(random: Random): number[][] {
  const half = (): number[] => integer([1, ...random.bytes(63)])
  return [
    integer([1, ...random.bytes(127)]),
    integer([1, 0, 1]),
    integer([1, ...random.bytes(127)]),
    half(),
    half(),
    half(),
    half(),
    half(),
  ]
}

function openSsh(random: Random, cipher: string): number[] {
  const name = Array.from('openssh-key-v1\0', (char) => char.codePointAt(0) ?? 0)
  const field = (text: string): number[] => [
    0,
    0,
    0,
    text.length,
    ...Array.from(text, (char) => char.codePointAt(0) ?? 0),
  ]
  return [
    ...name,
    ...field(cipher),
    ...field(cipher === 'none' ? 'none' : 'bcrypt'),
    ...random.bytes(220),
  ]
}

function element(tag: number, content: readonly number[]): number[] {
  const { length } = content
  const header =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return [tag, ...header, ...content]
}

const sequence = (parts: readonly (readonly number[])[]): number[] => element(0x30, parts.flat())
const integer = (bytes: readonly number[]): number[] => element(0x02, bytes)
const octets = (bytes: readonly number[]): number[] => element(0x04, bytes)

function block(label: string, der: readonly number[]): string {
  const lines = base64(der).match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

function base64(bytes: readonly number[]): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    for (let digit = 0; digit < 4; digit++) {
      text += digit > left ? '=' : (base64Digits[(group >> (18 - digit * 6)) & 63] ?? '')
    }
  }
  return text
}
