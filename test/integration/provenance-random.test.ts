import { expect, test } from 'vitest'
import { type CommitIx, commitId } from '../../src/git/commit-graph.ts'
import { type Repo, createRepo } from '../helpers/git-repo.ts'
import { type Seeded, seeded } from '../helpers/seeded.ts'
import { feed, provenance } from '../git/feed.ts'

/** A history as `git fast-import` takes it: branches, merges with content of their own, moves, lying clocks. */
function randomHistory(random: Seeded, commits: number): string {
  const folders = ['', 'a/', 'a/b/', 'a/b/c/', 'd/', 'd/e e/']
  const names = ['x', 'y.env', 'z', 'a-b']
  const branches: { name: string; mark: number }[] = []
  let stream = ''
  for (let mark = 1; mark <= commits; mark++) {
    const fresh = branches.length === 0 || random.next() < 0.08
    const from = fresh ? null : random.pick(branches)
    const split = from === null || random.next() < 0.15
    const name = split ? `b${mark}` : from.name
    stream += `commit refs/heads/${name}\nmark :${mark}\n`
    const time = 1_700_000_000 + mark * 1000 - (random.next() < 0.2 ? random.int(500_000) : 0)
    stream += `author A <a@example.com> ${time} +0130\n`
    stream += `committer C <c@example.com> ${time + random.int(50)} -0800\ndata 1\nm\n`
    if (from !== null) stream += `from :${from.mark}\n`
    const merges = from !== null && branches.length > 1 && random.next() < 0.25
    const others = merges ? branches.filter((branch) => branch.mark !== from.mark) : []
    for (const other of others.slice(0, 1 + random.int(2))) stream += `merge :${other.mark}\n`
    for (let i = random.int(4); i >= 0; i--) {
      const path = random.pick(folders) + random.pick(names)
      const roll = random.next()
      if (roll < 0.6) {
        const text = `content ${random.int(12)}`
        stream += `M 100644 inline "${path}"\ndata ${text.length}\n${text}\n`
      } else if (roll < 0.85) stream += `D "${path}"\n`
      else if (from !== null) stream += `D "${random.pick(['a/b', 'd', 'a'])}"\n`
    }
    const known = branches.find((branch) => branch.name === name)
    if (known) known.mark = mark
    else branches.push({ name, mark })
  }
  return stream
}

interface Told {
  readonly id: string
  readonly parents: readonly string[]
  readonly time: number
  readonly committed: number
  /** Path to blob. */
  readonly files: ReadonlyMap<string, string>
}

/** What git says of every commit. */
async function askGit(repo: Repo): Promise<Map<string, Told>> {
  const log = await repo.git('log', '--all', '--format=%H|%P|%at|%ct')
  const told = new Map<string, Told>()
  for (const line of log.split('\n')) {
    const [id, parents, time, committed] = line.split('|') as [string, string, string, string]
    const files = new Map<string, string>()
    for (const row of (await repo.git('ls-tree', '-r', '-z', id)).split('\0')) {
      const entry = /^\d+ blob (\w+)\t(.*)$/s.exec(row)
      if (entry) files.set(entry[2]!, entry[1]!)
    }
    told.set(id, {
      id,
      parents: parents.split(' ').filter((parent) => parent !== ''),
      time: Number(time),
      committed: Number(committed),
      files,
    })
  }
  return told
}

/** The first of the commits where `has` holds and in no parent does, by the definition. */
function firstOf(
  commits: ReadonlyMap<string, Told>,
  ancestors: ReadonlyMap<string, ReadonlySet<string>>,
  has: (commit: Told) => boolean,
): string | null {
  const came = [...commits.values()].filter(
    (commit) => has(commit) && !commit.parents.some((parent) => has(commits.get(parent)!)),
  )
  const minimal = came.filter((one) => !came.some((other) => ancestors.get(one.id)!.has(other.id)))
  minimal.sort((a, b) => a.time - b.time || a.committed - b.committed || (a.id < b.id ? -1 : 1))
  return minimal[0]?.id ?? null
}

test.each([1, 2, 3, 4, 5, 6])('random history %i is told as git tells it', async (seed) => {
  const random = seeded(`provenance ${seed}`)
  await using repo = await createRepo()
  await repo.gitBytes(['fast-import', '--quiet', '--done'], `${randomHistory(random, 60)}done\n`)
  const branches = (await repo.git('for-each-ref', '--format=%(refname)')).split('\n')
  await repo.git('symbolic-ref', 'HEAD', random.pick(branches))
  const commits = await askGit(repo)
  const ancestors = new Map<string, ReadonlySet<string>>()
  for (const id of commits.keys()) {
    const list = (await repo.git('rev-list', id)).split('\n').filter((other) => other !== id)
    ancestors.set(id, new Set(list))
  }
  const blobs = [...new Set([...commits.values()].flatMap((told) => [...told.files.values()]))]
  // Every blob alone, and 40 groups of several, so that there are more than 32 and blobs in many groups.
  const groups = [
    ...blobs.map((blob) => [blob]),
    ...Array.from({ length: 40 }, () => [
      ...new Set(Array.from({ length: 3 }, () => random.pick(blobs))),
    ]),
  ].map((members, group) => ({ group, blobs: members }))
  const from = await feed(repo)
  const told = provenance(from, groups)
  const id = (commit: CommitIx | null): string | null =>
    commit === null ? null : commitId(from.graph, commit)
  const head = commits.get(await repo.git('rev-parse', 'HEAD'))!
  const line = (await repo.git('rev-list', '--first-parent', 'HEAD')).split('\n')

  for (const [at, { blobs: members }] of groups.entries()) {
    const one = told[at]!
    const has = (commit: Told): boolean =>
      [...commit.files.values()].some((blob) => members.includes(blob))
    expect(id(one.introduced)).toBe(firstOf(commits, ancestors, has))
    expect(one.inHead).toBe(has(head))
    const last = line.findIndex((commit) => has(commits.get(commit)!))
    expect(id(one.removed)).toBe(last > 0 ? line[last - 1] : null)
    expect(one.unheld).toEqual([])

    const paths = [...commits.values()].flatMap((commit) =>
      [...commit.files].flatMap(([path, blob]) => (members.includes(blob) ? [path] : [])),
    )
    expect(one.paths.map((path) => path.path)).toEqual([...new Set(paths)].toSorted())
    for (const path of one.paths) {
      const there = (commit: Told): boolean => members.includes(commit.files.get(path.path) ?? '')
      const introduced = firstOf(commits, ancestors, there)!
      expect(id(path.introduced)).toBe(introduced)
      expect(path.blob).toBe(commits.get(introduced)!.files.get(path.path))
      expect(path.headBlob).toBe(there(head) ? head.files.get(path.path) : null)
      const seen = [...commits.values()].filter(there).map((told) => told.files.get(path.path)!)
      expect(path.blobs).toEqual([...new Set(seen)].toSorted())
    }
  }

  for (const [at, { blobs: members }] of groups.slice(0, 6).entries()) {
    const one = told[at]!
    const found = await repo.git('log', '--all', '-m', '--format=%H', `--find-object=${members[0]}`)
    expect(found.split('\n')).toContain(id(one.introduced))
    const reaching = new Set<string>()
    for (const commit of commits.values()) {
      if (![...commit.files.values()].includes(members[0]!)) continue
      const refs = await repo.git('for-each-ref', '--format=%(refname)', `--contains=${commit.id}`)
      for (const ref of refs.split('\n')) reaching.add(ref)
    }
    expect(one.refs).toEqual([...reaching].toSorted())
    expect(one.unreachable).toBe(false)
  }
})
