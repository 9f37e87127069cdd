import { describe, expect, test } from 'vitest'
import { holdsForeignNames, inEnglish } from '../../src/detect/foreign-names.ts'
import { createDetector } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('foreign-names')
const detector = createDetector()
const K = random.base62(64)
const S = random.base62(64)
const utf8 = new TextEncoder()
const asRead = (text: string): string => String.fromCharCode(...utf8.encode(text))

describe('names in other scripts', () => {
  test.each([
    ['币安API密钥 = ', 'binance_api_key = '],
    ['密钥ID: ', 'key_id: '],
    ['api密钥: ', 'api_key: '],
    ['Секретный ключ = ', 'secret key = '],
    ['シークレットキー：', `secret_key${asRead('：')}`],
    ['비밀키=', 'secret_key='],
    ['公钥 = ', 'public_key = '],
  ])('%j is read as %j', (written, english) => {
    expect(inEnglish(asRead(written))).toBe(english)
    expect(holdsForeignNames(utf8.encode(written), 0, 99)).toBe(true)
  })

  test.each(['включить = ', 'ключевой: ', 'secret — 1', 'clé: ', '🔑 key', '数量: '])(
    '%j stays as it is',
    (written) => {
      expect(inEnglish(asRead(written))).toBe(asRead(written))
    },
  )
})

describe('credentials under such names', () => {
  test.each([
    ['Chinese', `# 币安账户\n公钥 = "${K}"\n私钥 = "${S}"\n`],
    ['Russian', `[Бинанс]\nключ = ${K}\nсекрет = ${S}\n`],
    ['Japanese', `// バイナンス\nconst APIキー = '${K}';\nconst シークレットキー = '${S}';\n`],
    ['Korean', `# 바이낸스\nAPI키 = "${K}"\n시크릿키 = "${S}"\n`],
  ])('%s', (_, text) => {
    expect(detector.say(text)).toEqual(['binance-api-key+binance-api-secret high'])
  })

  test.each([
    ['a hash', `# 币安\n交易哈希 = "${K}"\n`, `# Binance\ntx hash = "${K}"\n`],
    ['a signature', `# Бинанс\nподпись = "${S}"\n`, `# Binance\nsignature = "${S}"\n`],
    ['a keyword', `关键字 = "${S}"\n`, `keyword = "${S}"\n`],
    ['no name', `# 币安\n数量 = "${S}"\n`, `# Binance\n"${S}"\n`],
  ])('%s is judged as in English', (_, text, english) => {
    expect(detector.say(text)).toEqual(detector.say(english))
  })
})
