/** What a secret is to its vendor: each part of a credential plays one role. */
export type SecretRole =
  | 'key'
  | 'secret'
  | 'passphrase'
  | 'private-key'
  | 'token'
  | 'password'
  | 'mnemonic'
  | 'webhook'
  | 'other'

/**
 * A secret value that cannot be printed by accident: string conversion, JSON and `util.inspect` all give the
 * masked form. `reveal` is the one way to the value; only fingerprints, verification and `--show-secrets` call it.
 */
export class Secret {
  readonly #value: string
  readonly role: SecretRole
  /** A guessable secret (password, mnemonic) shows no character of itself and is never hashed without a salt. */
  readonly guessable: boolean

  constructor(value: string, role: SecretRole, guessable: boolean) {
    this.#value = value
    this.role = role
    this.guessable = guessable
  }

  get masked(): string {
    return maskSecret(this.#value, this.guessable)
  }

  get length(): number {
    return this.#value.length
  }

  /** The whole value. `reason` documents the caller's purpose at the call. */
  reveal(
    _reason: 'fingerprint' | 'verify' | 'show-secrets' | 'purge' | 'derive-public' | 'mask-frame',
  ): string {
    return this.#value
  }

  toString(): string {
    return this.masked
  }

  toJSON(): string {
    return this.masked
  }
}

// The computed name cannot stand in the class body: isolatedDeclarations cannot infer it.
Object.defineProperty(Secret.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  value(this: Secret): string {
    return `Secret(${this.masked})`
  },
})

const minMaskableLength = 16

/**
 * First 4 and last 2 characters of a long random token; nothing at all of a guessable or short one.
 * A PEM block shows only its label.
 */
export function maskSecret(value: string, guessable: boolean): string {
  const label = /^-----BEGIN ([A-Z0-9 ]+)-----/.exec(value)
  if (label) return `-----BEGIN ${label[1]}-----…`
  if (guessable || value.length < minMaskableLength) return '********'
  return `${value.slice(0, 4)}…${value.slice(-2)}`
}
