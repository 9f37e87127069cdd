import { describe, expect, test } from 'vitest'
import { marker } from '../../src/action/comment.ts'
import { firstEthereumAddress, masterKey } from '../../src/app/public-keys.ts'
import { phraseOf } from '../../src/bytes/bip39.ts'
import { binancePair } from '../helpers/binance.ts'
import { seeded } from '../helpers/seeded.ts'
import { startGitHub } from '../action/github-server.ts'
import { runAction, token } from '../action/run-action.ts'
import { leak, openPull } from '../action/scenes.ts'

const quiet = { comment: 'false' }
const bot = { login: 'github-actions[bot]', type: 'Bot' } as const

describe('a pull request that adds a key', () => {
  test('fails with a sentence, annotates, summarises, comments once and tells no secret', async () => {
    await using scene = await openPull({}, [
      { 'bot.py': 'pass\n' },
      { 'src/settings.env': `# settings\n${leak('pull')}` },
      { 'src/settings.env': null },
    ])
    await using github = await startGitHub({ token })
    const options = await scene.run(github.url)
    const run = await runAction(options)
    expect(run.log).toContain('3 commits')
    expect(run).toMatchObject({ code: 1, outputs: { findings: '1', new: '1' } })
    expect(run.log).toMatch(
      /^::error title=straykey::1 new credential \(1 critical\) in pull request 7/m,
    )
    expect(run.log).toMatch(/^::error file=src\/settings\.env,line=2,/m)
    expect(run.log).toContain('The clone was shallow')
    expect(run.summary).toContain('src/settings.env')
    expect(run.summary).toContain('3 commits')
    expect(github.comments).toHaveLength(1)
    expect(github.comments[0]!.body).toContain(':red_circle:')
    expect(github.comments[0]!.body).toContain('/octo/bot/blob/')

    const again = await runAction(options)
    expect(again.code).toBe(1)
    expect(github.comments).toHaveLength(1)
    expect(github.faults).toEqual([])

    const { key, secret } = binancePair('pull')
    for (const text of [run.log, run.summary, again.log, JSON.stringify(github.comments)]) {
      expect(text).not.toContain(key.slice(0, 12))
      expect(text).not.toContain(secret.slice(0, 12))
      expect(text).not.toContain(token)
      expect(text).not.toContain('add-mask')
    }
  })

  test('that opens a wallet tells its public address, where funds can be looked for', async () => {
    const phrase = phraseOf(Buffer.from(seeded('wallet').hex(32), 'hex'), 'english')
    await using scene = await openPull({}, [{ 'wallet.txt': `mnemonic: "${phrase}"\n` }])
    const run = await runAction(await scene.run(undefined, { inputs: quiet }))
    expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
    expect(run.summary).toContain(`Ethereum address ${firstEthereumAddress(masterKey(phrase))}`)
    expect(run.summary + run.log).not.toContain(phrase)
  })

  test('is found in what a merge alone brought, and base commits are not', async () => {
    await using scene = await openPull({}, [{ 'bot.py': 'pass\n' }])
    const { repo } = scene.hosted
    await repo.write('old.env', leak('of main'))
    const base = await repo.commit('Main leaks by itself')
    await repo.git('checkout', '-q', 'feature')
    await repo.git('merge', '-q', '--no-ff', '--no-commit', 'main')
    await repo.write('evil.env', leak('evil merge'))
    const head = await repo.commit('Merge main')
    await repo.git('push', '-q', '--force', 'origin', 'main', `${head}:refs/pull/7/head`)
    const run = await runAction(
      await scene.run(undefined, { inputs: quiet, pull: { base, head, commits: 2 } }),
    )
    expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
    expect(run.log).toContain('2 commits')
    expect(run.log).toContain('evil.env')
    expect(run.log).not.toContain('old.env')
  })

  test('takes the first parent of the test merge for the base when the payload is behind', async () => {
    await using scene = await openPull({}, [{ 'bot.py': 'pass\n' }])
    const { repo } = scene.hosted
    await repo.write('old.env', leak('of main'))
    await repo.commit('Main leaks by itself')
    await repo.git('checkout', '-q', 'feature')
    await repo.git('merge', '-q', '--no-ff', 'main')
    const head = await repo.git('rev-parse', 'HEAD')
    await repo.git('checkout', '-q', '-b', 'test-merge', 'main')
    await repo.git('merge', '-q', '--no-ff', '-m', 'Test merge', 'feature')
    const sha = await repo.git('rev-parse', 'HEAD')
    const merges = [`${head}:refs/pull/7/head`, `${sha}:refs/pull/7/merge`]
    await repo.git('push', '-q', '--force', 'origin', 'main', ...merges)
    const workspace = await scene.hosted.clone({ ref: 'refs/pull/7/merge' })
    // `base` is where main was when the pull request was opened.
    const run = await runAction(
      await scene.run(undefined, { workspace, sha, inputs: quiet, pull: { head } }),
    )
    expect(run.log).not.toContain('old.env')
    expect(run.code).toBe(0)
  })
})

describe('the comment', () => {
  test('is found on a later page, turns green when the leak is gone, and strangers keep theirs', async () => {
    await using scene = await openPull({}, [{ '.env': leak('fixed') }])
    const others = Array.from({ length: 130 }, (_, i) => ({
      body: `Comment ${i}`,
      login: 'ada',
      type: 'User' as const,
    }))
    await using github = await startGitHub({
      token,
      comments: [
        { body: `${marker}\nmine now`, login: 'eve', type: 'User' },
        ...others,
        { body: `${marker}\nold`, ...bot },
      ],
    })
    expect((await runAction(await scene.run(github.url))).code).toBe(1)
    expect(github.comments).toHaveLength(132)
    expect(github.comments.at(-1)!.body).toContain(':red_circle:')

    const { repo } = scene.hosted
    await repo.git('checkout', '-q', '-B', 'feature', 'main~1')
    await repo.write('bot.py', 'pass\n')
    const head = await repo.commit('Rewritten')
    await repo.git('push', '-q', '--force', 'origin', `${head}:refs/pull/7/head`)
    const fixed = await runAction(await scene.run(github.url, { pull: { head } }))
    expect(fixed.code).toBe(0)
    expect(github.comments).toHaveLength(132)
    expect(github.comments.at(-1)!.body).toContain(':green_circle:')
    expect(github.comments[0]!.body).toBe(`${marker}\nmine now`)
    expect(github.faults).toEqual([])
  })

  test('is not made where there is nothing to say', async () => {
    await using scene = await openPull({}, [{ 'bot.py': 'pass\n' }])
    await using github = await startGitHub({ token })
    expect((await runAction(await scene.run(github.url))).code).toBe(0)
    expect(github.comments).toEqual([])
    expect(github.calls).toEqual(['issues/list-comments'])
  })

  test('of a personal token is known by its owner', async () => {
    await using scene = await openPull({}, [{ '.env': leak('personal') }])
    const comments = [{ body: `${marker}\nold`, login: 'ada', type: 'User' as const }]
    await using github = await startGitHub({ token, login: 'ada', comments })
    await runAction(await scene.run(github.url))
    expect(github.comments).toHaveLength(1)
    expect(github.comments[0]!.body).toContain(':red_circle:')
    expect(github.faults).toEqual([])
  })

  test('that someone deletes meanwhile is made anew', async () => {
    await using scene = await openPull({}, [{ '.env': leak('deleted') }])
    await using github = await startGitHub({
      token,
      comments: [{ body: `${marker}\nold`, ...bot }],
      script: [
        { operation: 'issues/update-comment', meanwhile: (server) => server.comments.splice(0) },
      ],
    })
    expect((await runAction(await scene.run(github.url))).code).toBe(1)
    expect(github.comments.map(({ id }) => id)).toEqual([1000])
  })

  test('is never a second one: when the answer is lost, and when two runs make one at a time', async () => {
    await using scene = await openPull({}, [{ '.env': leak('twice') }])
    const created = 'issues/create-comment'
    await using lossy = await startGitHub({
      token,
      script: [{ operation: created, reset: 'after' }],
    })
    await runAction(await scene.run(lossy.url))
    expect(lossy.comments).toHaveLength(1)

    await using racing = await startGitHub({
      token,
      script: [
        {
          operation: created,
          meanwhile: (server) =>
            server.comments.push({ id: 900, body: `${marker}\nfirst`, ...bot }),
        },
      ],
    })
    await runAction(await scene.run(racing.url))
    expect(racing.comments.map(({ id }) => id)).toEqual([900])
  })

  test('is left out with a notice when the token cannot write, and switched off by its input', async () => {
    await using scene = await openPull({}, [{ '.env': leak('read-only') }])
    await using github = await startGitHub({ token, may: [] })
    const pull = { from: 'eve/bot' }
    const run = await runAction(await scene.run(github.url, { pull }))
    expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
    expect(run.log).toMatch(/^::notice .*No comment was made.*fork.*read-only/m)
    expect(github.calls).toEqual(['issues/list-comments', 'issues/create-comment'])

    await using unused = await startGitHub({ token })
    await runAction(await scene.run(unused.url, { inputs: { comment: 'false' } }))
    expect(unused.calls).toEqual([])
  })
})
