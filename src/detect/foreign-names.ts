import { latin1 } from '../bytes/text.ts'

/** By the English that rules know, how names are written in other scripts. */
const names: readonly (readonly [english: string, written: string])[] = [
  ['api key', 'API密钥, API 密钥, API金鑰, APIキー, API キー, API키, API 키'],
  ['access key', '访问密钥, アクセスキー, 액세스키, 엑세스키'],
  ['key id', '密钥ID, 密钥编号'],
  [
    'secret key',
    '密钥, 秘钥, 金鑰, 密鑰, 秘密鍵, シークレットキー, シークレット, 비밀키, 시크릿키, 시크릿',
  ],
  ['private key', '私钥, 私鑰, プライベートキー, 개인키, 개인 키'],
  ['public key', '公钥, 公鑰, 公開鍵, 공개키'],
  ['password', '密码, 密碼, パスワード, 비밀번호, пароль'],
  ['passphrase', '口令, パスフレーズ'],
  ['key', 'キー, ключ, ключи'],
  ['secret', 'секрет, секретный, секретная, секретка'],
  ['private', 'приватный, закрытый'],
  ['public', 'публичный, открытый'],
  ['hash', '哈希, ハッシュ, 해시, хеш, хэш'],
  ['signature', '签名, 簽名, 署名, 서명, подпись'],
  ['address', '地址, アドレス, 주소, адрес'],
  ['keyword', '关键字, 关键词, キーワード, 키워드'],
  ['binance', '币安, 幣安, バイナンス, 바이낸스, бинанс, бинансе'],
  ['okx', '欧易, 歐易, 오케이엑스'],
  ['huobi', '火币, 火幣'],
  ['bybit', 'バイビット, 바이비트, байбит'],
  ['upbit', '업비트'],
  ['bithumb', '빗썸'],
]

const encoder = new TextEncoder()
/** As `latin1` reads UTF-8: one character per byte. */
const asRead = (text: string): string => String.fromCharCode(...encoder.encode(text))
const escaped = (text: string): string => text.replaceAll(/[^\w\x80-\xff]/g, String.raw`\$&`)

interface Known {
  readonly english: ReadonlyMap<string, string>
  readonly written: RegExp
}

let known: Known | null = null

function knownNames(): Known {
  if (known !== null) return known
  const english = new Map<string, string>()
  for (const [name, list] of names) {
    for (const text of list.split(', ')) {
      const capital = text[0]!.toUpperCase() + text.slice(1)
      for (const form of [text, capital, text.toLowerCase(), text.toUpperCase()]) {
        english.set(asRead(form), name)
      }
    }
  }
  const forms = [...english.keys()].toSorted((a, b) => b.length - a.length).map(escaped)
  known = { english, written: new RegExp(forms.join('|'), 'g') }
  return known
}

/** True for the first byte of letters in Cyrillic (d0, d1), Chinese, Japanese and Korean (e3 to ed). */
export function beginsForeign(byte: number): boolean {
  return byte >= 0xd0 && (byte <= 0xd1 || (byte >= 0xe3 && byte <= 0xed))
}

const foreign = /[\xd0\xd1\xe3-\xed][\x80-\xbf]/
const cyrillic = /^[\xd0\xd1]/

/** True where a name stands that `inEnglish` may put into English. */
export function holdsForeignNames(bytes: Uint8Array, start: number, end: number): boolean {
  return latin1(bytes, start, end).search(knownNames().written) >= 0
}

/**
 * The text with the names that are known in other scripts put into English, and as one name where they follow each
 * other: `币安API密钥` as `binance_api_key`. A text without them is given back as it is.
 *
 * @param text UTF-8, one character per byte
 */
export function inEnglish(text: string): string {
  if (!foreign.test(text)) return text
  const { english, written } = knownNames()
  return text.replaceAll(written, (form: string, at: number) => {
    const end = at + form.length
    // `включить` ("turn on") holds `ключ` and is not about keys.
    if (
      cyrillic.test(form) &&
      ((at > 1 && cyrillic.test(text.slice(at - 2, at))) || cyrillic.test(text.slice(end, end + 1)))
    ) {
      return form
    }
    const name = english.get(form)!.replaceAll(' ', '_')
    // In front of a name that begins in ASCII the one before has put its own.
    const isBound = /^[\x80-\xff]/.test(form) && /[A-Za-z\d\x80-\xff]/.test(text[at - 1] ?? '')
    const before = isBound ? '_' : ''
    const behind = /[A-Za-z\d]/.test(text[end] ?? '') ? '_' : ''
    return `${before}${name}${behind}`
  })
}
