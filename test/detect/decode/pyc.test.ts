import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pyc } from '../../../bench/detection/corpus/hard-files.ts'
import { createDetector } from '../../helpers/detect.ts'
import { seeded } from '../../helpers/seeded.ts'

const detector = createDetector()
const random = seeded('pyc')
const token = (length: number): string => random.base62(length)

test('a key and a secret with the names that they are assigned to', () => {
  const [key, secret] = [token(18), token(36)]
  const content = `BYBIT_API_KEY=${key}\nBYBIT_API_SECRET=${secret}\n`
  const bytes = pyc({ path: '.env', content, planted: [] }, seeded('module')).content as Buffer
  expect(detector.say(bytes)).toEqual(['bybit-api-key+bybit-api-secret high'])
  const [hit] = detector.scan(bytes).hits
  expect(hit!.via).toEqual(['pyc'])
  for (const { start, end, value } of hit!.parts) {
    expect(bytes.subarray(start, end).toString('latin1')).toBe(value)
  }
})

test('cut and changed anywhere', () => {
  const content = Array.from({ length: 9 }, (_, i) => `NAME_${i}=${token(30)}\n`).join('')
  const whole = pyc({ path: '.env', content, planted: [] }, seeded('cut')).content as Buffer
  for (let round = 0; round < 400; round++) {
    const bytes = Buffer.from(whole)
    for (let change = 0; change <= round % 5; change++) {
      bytes[16 + random.int(bytes.length - 16)] = random.int(256)
    }
    const cut = round % 3 === 0 ? bytes.subarray(0, random.int(bytes.length)) : bytes
    expect(() => detector.scan(new Uint8Array(cut))).not.toThrow()
  }
})

test('a module that cannot be read is told', () => {
  const module = pyc({ path: '.env', content: 'A=1\n', planted: [] }, seeded('odd'))
    .content as Buffer
  module[16] = 0x78
  expect(detector.scan(new Uint8Array(module)).skipped).toHaveLength(1)
})

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe.runIf(hasPython())('what Python itself writes', () => {
  test('assignments, attributes, arguments with and without names, keys of a dictionary', () => {
    const folder = mkdtempSync(join(tmpdir(), 'straykey-pyc-'))
    try {
      const [a, b, c, d] = [0, 1, 2, 3].map(() => [token(18), token(36)])
      const source = `import ccxt
BYBIT_KEY = "${a![0]}"
BYBIT_SECRET = "${a![1]}"
class Bybit:
    def __init__(self):
        self.bybit_api_key = "${b![0]}"
        self.bybit_api_secret = "${b![1]}"
def f():
    return ccxt.bybit({"apiKey": "${c![0]}", "secret": "${c![1]}"})
def g():
    return ccxt.bybit(dict(apiKey="${d![0]}", secret="${d![1]}"))
`
      writeFileSync(join(folder, 'm.py'), source)
      const compile = 'import py_compile; py_compile.compile("m.py", "m.pyc")'
      execFileSync('python3', ['-c', compile], { cwd: folder })
      const { hits } = detector.scan(new Uint8Array(readFileSync(join(folder, 'm.pyc'))))
      const pairs = hits.map(({ parts }) => parts.map(({ value }) => value).join(' '))
      const wanted = [a, b, c, d].map((values) => values!.join(' '))
      expect(pairs.toSorted()).toEqual(wanted.toSorted())
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
