import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { scanHistory } from '../../src/app/scan-history.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('places')
const value = `0x${random.hex(64)}`
/** Not alike, so that git makes deltas of single lines. */
const filler = Array.from({ length: 300 }, (_, line) => `line ${line} ${random.hex(6)}`).join('\n')

/** The value's own line stays; what it is called stands too far from it for a window. */
function version(name: string, notes: number): string {
  const lines = Array.from({ length: notes }, (_, line) => `note ${line}`).join('\n')
  const line = `    "${value}"  # kept where nobody would think of it until now: the ${name}`
  return `${filler}\n\n${line}\n\n${filler.toUpperCase()}\n${lines}\n`
}

const nothing = 'hash'
const secret = 'private key'

test.each([
  ['in the newest version', [nothing, secret]],
  ['in an older version', [secret, nothing]],
])('a candidate that a delta copied is judged anew: named %s', async (_, names) => {
  await using repo = await createRepo()
  for (const [index, name] of names.entries()) {
    await repo.write('bot.py', version(name, index * 20))
    await repo.commit(`Version ${index}`)
  }
  await repo.git('repack', '-adfq')
  const chains = await repo.git('verify-pack', '-v', ...(await packIndexes(repo)))
  expect(chains).toMatch(/chain length = 1: [1-9]/)
  const { findings } = await scanHistory({ repository: repo.dir })
  const named = (await repo.git('rev-parse', `HEAD~${names.indexOf(nothing)}:bot.py`)).trim()
  expect(findings).toHaveLength(1)
  expect(findings[0]!.occurrences.map(({ blob }) => blob)).toEqual([named])
})

test('lines of a commit or tag count from its message, those of its headers from the beginning', async () => {
  await using repo = await createRepo()
  await repo.write('a.txt', 'a\n')
  const key = random.base62(64)
  const commit = await repo.commit(`Deploy\n\nBINANCE_API_KEY=${key}`)
  const tagged = random.base62(64)
  await repo.git('tag', '--annotate', 'v1', '--message', `Release\n\nbinance_api_key: ${tagged}`)
  const named = random.base62(64)
  await repo.git('config', 'user.name', `binance_api_key=${named}`)
  const authored = await repo.commit('By another')
  const tag = (await repo.git('rev-parse', 'v1')).trim()

  const { findings } = await scanHistory({ repository: repo.dir })
  const places = findings.flatMap((finding) => finding.occurrences)
  const told = (blob: string): unknown => {
    const place = places.find((known) => known.blob === blob)
    return place && [place.kind, place.line, place.column, place.endLine, place.frame?.line]
  }
  expect(told(commit)).toEqual(['message', 3, 17, 3, 1])
  expect(told(tag)).toEqual(['tag', 3, 18, 3, 1])
  expect(told(authored)).toEqual(['message', 3, 24, 3, 1])
  const frame = places.find(({ blob }) => blob === commit)?.frame
  expect(frame?.lines.slice(0, 2)).toEqual(['Deploy', ''])
})

async function packIndexes(repo: { git(...args: string[]): Promise<string> }): Promise<string[]> {
  const folder = (await repo.git('rev-parse', '--git-path', 'objects/pack')).trim()
  const top = (await repo.git('rev-parse', '--show-toplevel')).trim()
  const names = await readdir(`${top}/${folder}`)
  return names.filter((name) => name.endsWith('.idx')).map((name) => `${top}/${folder}/${name}`)
}
