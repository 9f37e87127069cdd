import { describe, expect, test } from 'vitest'
import { push } from '../action/payloads.ts'
import { runAction } from '../action/run-action.ts'
import { openPull } from '../action/scenes.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('gitleaks in the action')
const config = `
[[rules]]
id = "acme-token"
description = "ACME token"
regex = '''\\bacme_[A-Za-z0-9]{30}\\b'''
keywords = ["acme_"]
[[rules]]
id = "key-file"
path = '\\.p12$'
`
const quiet = { comment: 'false' }

function line(): string {
  return `TOKEN = "acme_${random.base62(30)}"\n`
}

describe('a repository that used gitleaks', () => {
  test('its configuration and its list of ignored findings count as the base commit has them', async () => {
    const base = { '.gitleaks.toml': config, '.gitleaksignore': 'old.py:acme-token:2\n' }
    await using scene = await openPull(base, [
      {
        'old.py': `import acme\n${line()}`,
        'new.py': line(),
        'mine.py': line(),
        '.gitleaks.toml': '[allowlist]\npaths = [".*"]\n',
        '.gitleaksignore': 'old.py:acme-token:2\nmine.py:acme-token:1\n',
      },
    ])
    const inputs = { ...quiet, rules: '.gitleaks.toml' }
    const run = await runAction(await scene.run(undefined, { inputs }))
    expect(run).toMatchObject({ code: 1, outputs: { findings: '3', new: '2' } })
    expect(run.log).toMatch(/^::error file=new\.py,/m)
    expect(run.log).toMatch(/^::error file=mine\.py,/m)
    expect(run.log).not.toMatch(/^::error file=old\.py,/m)
    expect(run.log).toMatch(/^::notice .*key-file looks at nothing but paths/m)
    expect(run.summary).toContain('key-file looks at nothing but paths')
    expect(run.log).toMatch(/^::notice .*this change touches \.gitleaks\.toml/m)
    expect(run.log).toMatch(/^::notice .*this change touches \.gitleaksignore/m)
  })

  test('straykey.yaml may name it, and its comments count then', async () => {
    const base = {
      'straykey.yaml': 'rules: [.gitleaks.toml]\n',
      '.gitleaks.toml': config,
      'fine.py': line().replace('\n', '  # gitleaks:allow\n'),
    }
    await using scene = await openPull(base, [{ 'new.py': line() }])
    const options = await scene.run(undefined, { inputs: quiet })
    const payload = push({ ref: 'refs/heads/feature', before: '0'.repeat(40), after: scene.head })
    const all = { ...options, event: 'push', payload, inputs: { ...quiet, 'full-history': 'true' } }
    const run = await runAction(all)
    expect(run).toMatchObject({ code: 1, outputs: { findings: '2', new: '1' } })
    expect(run.log).toMatch(/^::error file=new\.py,/m)
  })

  test('many rules that are not followed do not bury the rest', async () => {
    const rules = Array.from({ length: 40 }, (_, i) => `[[rules]]\nid = "p${i}"\npath = 'a${i}$'\n`)
    await using scene = await openPull({ '.gitleaks.toml': config + rules.join('') }, [
      { 'new.py': line() },
    ])
    const inputs = { ...quiet, rules: '.gitleaks.toml' }
    const run = await runAction(await scene.run(undefined, { inputs }))
    expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
    expect(run.log.match(/^::notice .*looks at nothing but paths/gm)).toHaveLength(5)
    expect(run.log).toContain('36 more such rules')
  })
})
