import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareIds, idFromHex } from '../../src/git/object-id.ts'
import type { Repo } from '../helpers/git-repo.ts'

/**
 * An index (version 1) for a thin pack as it is, which git never makes: git completes the pack first. Completing
 * appends the missing bases, so what was there keeps its offset.
 */
export async function thinIndex(repo: Repo, thin: Uint8Array): Promise<Uint8Array> {
  const output = await repo.gitBytes(['index-pack', '--fix-thin', '--stdin'], thin)
  const hash = output.toString('latin1').trim().split('\t').at(-1)!
  const completed = join(repo.dir, '.git', 'objects', 'pack', `pack-${hash}.idx`)
  const listed = await repo.gitBytes(['show-index'], await readFile(completed))
  const entries = listed
    .toString('latin1')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([offset, hex]) => ({ offset: Number(offset), id: idFromHex(hex!)! }))
    .filter(({ offset }) => offset < thin.length - 20)
    .toSorted((a, b) => compareIds(a.id, 0, b.id, 0, 20))
  const index = Buffer.alloc(1024 + 24 * entries.length + 40)
  for (let first = 0; first < 256; first++) {
    index.writeUInt32BE(entries.filter(({ id }) => id[0]! <= first).length, 4 * first)
  }
  for (const [i, { offset, id }] of entries.entries()) {
    index.writeUInt32BE(offset, 1024 + 24 * i)
    index.set(id, 1024 + 24 * i + 4)
  }
  index.set(thin.subarray(thin.length - 20), index.length - 40)
  return index
}
