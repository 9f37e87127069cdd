import type { Options } from 'yargs'
import { defaultCacheDir } from '../app/cache-dir.ts'
import type { HistoryScanOptions } from '../app/options.ts'
import { ScanError } from '../model/errors.ts'
import { needValues } from './option-values.ts'

/** Which part of a history is scanned. */
export interface HistoryPartArguments {
  readonly since: string | undefined
  readonly branch: readonly string[] | undefined
  readonly refs: readonly string[] | undefined
  readonly reachableOnly: boolean
  readonly path: readonly string[] | undefined
  readonly shard: string | undefined
  readonly cache: string | undefined
}

export const historyOptions: Readonly<Record<string, Options>> = needValues({
  since: {
    type: 'string',
    describe: 'only what came after this date or commit: 2024-01-31, "3 weeks ago", v1.2, main~5',
  },
  branch: {
    type: 'string',
    array: true,
    describe: 'only what this branch has; may be given several times',
  },
  refs: {
    type: 'string',
    array: true,
    describe: 'only what refs like this glob have: tags/v1.*; may be given several times',
  },
  'reachable-only': {
    type: 'boolean',
    default: false,
    describe: 'leave out what only reflogs or nothing leads to',
  },
  path: {
    type: 'string',
    array: true,
    describe: 'only what stood at paths like this glob, no messages; may be given several times',
  },
  shard: {
    type: 'string',
    describe: "I/N: only slice I of N of all objects; 'straykey merge' joins their JSON reports",
  },
  cache: {
    type: 'string',
    defaultDescription: 'none; without a folder, the one for caches of this system',
    describe:
      '--cache=DIR: remember what was scanned, so that the next scan reads only what is new',
  },
})

const maxShards = 1_000

/** @throws ScanError `usage` */
function parseShard(text: string): NonNullable<HistoryScanOptions['shard']> {
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []
  const shard = { index: Number(index), count: Number(count) }
  if (shard.index >= 1 && shard.index <= shard.count && shard.count <= maxShards) return shard
  throw new ScanError(
    'usage',
    `--shard takes I/N, such as 2/3, with N up to ${maxShards}; not ${JSON.stringify(text)}.`,
  )
}

/** What the arguments ask for, in the library's terms. */
export function partOf(args: HistoryPartArguments): Partial<HistoryScanOptions> {
  const { since, branch, refs, reachableOnly, path, shard, cache } = args
  return {
    ...(since === undefined ? {} : { since }),
    branches: branch ?? [],
    refs: refs ?? [],
    reachableOnly,
    paths: path ?? [],
    ...(shard === undefined ? {} : { shard: parseShard(shard) }),
    ...(cache === undefined ? {} : { cacheDir: cache === '' ? defaultCacheDir() : cache }),
  }
}
