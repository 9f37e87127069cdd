/** Shortest unbroken run of token characters that could be a secret. */
const minRunLength = 20
const tokenRun = /[A-Za-z0-9+/=_-]{20,}/g
/** What separates the words of a path, an identifier or a flag. */
const separators = /[+/=_-]+/
/** `HTTP`, `Server`, `server`, `2`: no character belongs to two of them, so matching is linear. */
const chunks = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g
const vowel = /[aeiouy]/i
const hardCluster = /[^aeiouy]{5}/i
/** Short or vowelless pieces that names are really made of; other ones tell of chance. */
const shortWords: ReadonlySet<string> = new Set(
  (
    'a as at by do go id if in is it js md my no of on or py rs to ts up us db io ip kv ui vm eu ' +
    'api aws cdn css csv dns eth gcp gpg hmac html http https jpg json jwt ftp mfa mpl npm okx pgp ' +
    'php png rpc rsa sdk sha sql src ssh ssl svg tls tmp txt uri url usd utf uuid vpc www xml yaml yml'
  ).split(' '),
)
const maxWordLength = 15
const maxDigits = 4

/** A short value given to a name that promises a secret: `passphrase = 'x'`, `"password": "x"`, `PWD=x`. */
const namedValue =
  /((?:passw(?:or)?d|passphrase|passwd|pwd|secret|token|api_?key|mnemonic|seed)\w{0,16}["'\]]?\s{0,4}(?:[:=]|=>|:=)\s{0,4}["'`]?)([^\s"'`,;)}\]]{4,})/gi
/** What a program reads from elsewhere is no secret: `os.environ[...]`, `${TOKEN}`, `getPassword(`. */
const reference =
  /^(?:[$%<{&]|[A-Za-z_][\w.]*[.([]|(?:true|false|null|none|undefined|string|process|os|env|config|self)$)/i

/**
 * Hides what may be a secret that no rule knows: every run of 20 or more token characters that is not made of words,
 * and shorter values of names that promise a secret. Paths and long identifiers stay readable.
 */
export function maskRuns(text: string): string {
  const named = text.replaceAll(namedValue, (all: string, name: string, value: string) =>
    reference.test(value) || value.includes('…') ? all : `${name}********`,
  )
  if (named.length < minRunLength) return named
  return named.replaceAll(tokenRun, (run) => (isMadeOfWords(run) ? run : maskRun(run)))
}

const nameRun = /[A-Za-z0-9_-]{20,}/g
const mixedPiece = /[A-Za-z0-9]{16,}/g

/**
 * Hides what stands in a path or a name and has the shape of a token: a run of 20 or more characters with a piece of
 * capitals, small letters and digits that is not made of words. Digests, UUIDs, dates and long names stay: a path
 * without them leads nowhere.
 */
export function maskNames(text: string): string {
  if (text.length < minRunLength) return text
  return text.replaceAll(nameRun, (run) => {
    const isToken = run.match(mixedPiece)?.some((piece) => isMixed(piece) && !isMadeOfWords(piece))
    return isToken === true ? maskRun(run) : run
  })
}

function isMixed(piece: string): boolean {
  return /[A-Z]/.test(piece) && /[a-z]/.test(piece) && /\d/.test(piece)
}

/** True for a run whose pieces are words that could be spoken, or short numbers; 3 letters a word on average. */
function isMadeOfWords(run: string): boolean {
  let letters = 0
  let words = 0
  for (const piece of run.split(separators)) {
    const parts = piece.match(chunks) ?? []
    for (const [i, part] of parts.entries()) {
      if (/^\d/.test(part)) {
        // A number ends a piece or is one: `sha256`, `v2`, `2024`.
        if (part.length > maxDigits || i < parts.length - 1) return false
        continue
      }
      if (!isWord(part) || (parts.length > 1 && isOddAcronym(part))) return false
      words++
      letters += part.length
    }
  }
  return words === 0 ? /^[+/=_-]+$/.test(run) : letters >= 3 * words
}

function isWord(part: string): boolean {
  if (part.length > maxWordLength) return false
  if (part.length < 3 || !vowel.test(part)) return shortWords.has(part.toLowerCase())
  return !hardCluster.test(part)
}

/** `QLA` in `jdaveehQLATo4`: between other letters only well-known ones stand. */
function isOddAcronym(part: string): boolean {
  return /^[A-Z]{2,5}$/.test(part) && !shortWords.has(part.toLowerCase())
}

/** The length stays visible, the text does not. */
function maskRun(run: string): string {
  return `${run.slice(0, 2)}…(${run.length})`
}
