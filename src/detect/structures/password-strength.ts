/** What is no password whoever writes it: references, templates, hashes, addresses, files. */
const noValue =
  /\$\{|\$\(|\{\{|\{[\w.:]*\}|^[<$%@*]|<[\w-]+>|%[sd(]|#\{|:\/\/|^[./~\\]|^\$(?:[0-9][a-z]?|argon2\w*|y|pbkdf2)\$|^(?:enc|vault|sha\d+|md5|ssm|arn|secret|env|file|base64|pbkdf2\w*|bcrypt|scrypt|argon2\w*)[:(]|^aqicah|process\.env|os\.(?:environ|getenv)|getenv|\.(?:com|org|net|io|json|ya?ml|xml|properties|pem|py|js|ts|txt|html?|gpg|env)$/i
/** Words that people write where a password would stand, in any spelling. */
const spoken =
  /p[a@4][s$5]{2}|passphrase|pwd|s[e3]cr[e3]t|ex[a4]mple|t[e3]st|dummy|demo|sample|f[a4]ke|mock|chang[e3]|y[o0]ur|insert|replace|redact|hidden|placeholder|todo|qwert|asdf|zxcv|1q2w|adm[i1]n|root|user|guest|letmein|hunter|w[e3]lc[o0]me|hello|foo|bar|baz|default|temp|abc|xyz|xxx|yyy|correct|horse|battery|staple|super|strong|secure|random|invalid|wrong|monkey|dragon|12345|54321|00000|11111|value|string|none|null|undefined|token|key|login/i
/** Letters that may be a word: one capital at most, at its beginning, or nothing but capitals. */
const words = /[A-Z]?[a-z]{3,}|[A-Z]{4,}/g
const shortest = 9
const longest = 100
/** What is left of a password without its words. */
const leastRest = 7
const leastDistinct = 7
const leastPlausibleRest = 6
/** Share of the places where the kind of character changes; of random letters and digits about 0.6. */
const leastChanges = 0.35

/**
 * True for what a generator of passwords makes, or a careful person: nine characters and more, of which seven are left
 * when words are taken out, with small and capital letters, digits or marks mixed. So a word with a year or with letters
 * turned into digits is none: samples and tests are full of them.
 */
export function isStrongPassword(value: string): boolean {
  if (!mayBePassword(value) || !/\d/.test(value) || !/[A-Za-z]/.test(value)) return false
  // Dates, versions, addresses, numbers with units, names from programs.
  if (/\d{4}-\d\d-\d\d|^[\d.:_-]+[a-z]{0,3}$/i.test(value) || /^[a-z_.-]+\d{0,4}$/i.test(value))
    return false
  if (/^[0-9a-f-]+$/i.test(value)) return false
  const rest = withoutWords(value)
  if (rest.length < leastRest || new Set(rest).size < Math.min(leastDistinct, rest.length - 1)) {
    return false
  }
  return changesOf(rest) >= leastChanges * (rest.length - 1)
}

/** Of a place where nothing but a password can stand: six characters beside words, letters of both cases or digits. */
export function isPlausiblePassword(value: string): boolean {
  if (!mayBePassword(value) || !/[A-Za-z]/.test(value)) return false
  if (!/\d/.test(value) && !(/[a-z]/.test(value) && /[A-Z]/.test(value))) return false
  return withoutWords(value).length >= leastPlausibleRest
}

function mayBePassword(value: string): boolean {
  if (value.length < shortest || value.length > longest || /[^\x21-\x7e]/.test(value)) return false
  return !noValue.test(value) && !spoken.test(value)
}

function withoutWords(value: string): string {
  return value.replaceAll(words, (word) => (isSpeakable(word) ? '' : word))
}

/** Long words have vowels and consonants in turn; random letters seldom do. */
function isSpeakable(word: string): boolean {
  return word.length > 3 && /[aeiouy]/i.test(word) && !/[^aeiouy]{4}/i.test(word)
}

function changesOf(text: string): number {
  let changes = 0
  for (let at = 1; at < text.length; at++)
    if (kindOf(text[at]!) !== kindOf(text[at - 1]!)) changes++
  return changes
}

function kindOf(char: string): number {
  if (char >= '0' && char <= '9') return 0
  if (char >= 'a' && char <= 'z') return 1
  if (char >= 'A' && char <= 'Z') return 2
  return 3
}
