import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { idFromHex } from '../../src/git/object-id.ts'
import { indexV1 } from './craft-pack.ts'
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
  return indexV1(entries, thin.subarray(thin.length - 20))
}
