import { expect, test } from 'vitest'
import { createRepo } from '../helpers/git-repo.ts'

test('a repository made by the helper has the same object ids everywhere', async () => {
  await using repo = await createRepo()
  await repo.write('src/greeting.txt', 'hello\n')
  const first = await repo.commit('Greet')
  await repo.write('data.bin', Uint8Array.of(0, 13, 10, 255))
  const second = await repo.commit('Add bytes', { date: '2024-06-01T12:00:00Z' })
  expect([first, second]).toMatchInlineSnapshot(`
    [
      "0fff03cd35c7d1c5017b0824f80e235662a32034",
      "fe5014993d8d448167287571c5eb9666dca2a87d",
    ]
  `)
  expect(await repo.git('log', '--format=%an %aI %s')).toMatchInlineSnapshot(`
    "Ada Example 2024-06-01T12:00:00+00:00 Add bytes
    Ada Example 2024-01-01T00:00:00+00:00 Greet"
  `)
  expect(await repo.gitBytes(['cat-file', 'blob', 'HEAD:data.bin'])).toEqual(
    Buffer.from([0, 13, 10, 255]),
  )
})

test('bare and SHA-256 repositories can be asked for', async () => {
  await using bare = await createRepo({ bare: true })
  expect(await bare.git('rev-parse', '--is-bare-repository')).toBe('true')
  await using wide = await createRepo({ objectFormat: 'sha256' })
  expect(await wide.commit('Begin')).toHaveLength(64)
})

test('a failing git command rejects with what git said', async () => {
  await using repo = await createRepo()
  await expect(repo.git('rev-parse', '--verify', 'no-such-ref')).rejects.toThrow(
    /Needed a single revision/,
  )
})
