import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { placeOfFiles, prepareScan } from '../../src/app/config-prepare.ts'
import { applyTriage } from '../../src/app/policy.ts'
import { scanFiles } from '../../src/app/scan-files.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('gitleaks project')
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

async function scan(folder: string): Promise<{ states: string[]; notices: string[] }> {
  const place = placeOfFiles([folder])
  const { rules, triage } = await prepareScan({
    place: { ...place, pathsFrom: place.root ?? folder },
    given: { rules: [join(folder, '.gitleaks.toml')] },
  })
  const result = await applyTriage(
    await scanFiles({ paths: [folder], root: folder, rules, jobs: 1 }),
    triage,
  )
  return {
    states: result.findings.map(
      ({ rule, state, occurrences: [{ path }] }) => `${rule} ${path} ${state}`,
    ),
    notices: result.notices.map(({ detail }) => detail),
  }
}

describe('a project that used gitleaks', () => {
  test('its configuration, its comments and its list of ignored findings count', async () => {
    await using repo = await createRepo()
    const line = (): string => `TOKEN = "acme_${random.base62(30)}"`
    await repo.write('.gitleaks.toml', config)
    await repo.write('.gitleaksignore', '# checked\nold.py:acme-token:2\n')
    await repo.write('new.py', `${line()}\n`)
    await repo.write('old.py', `import acme\n${line()}\n`)
    await repo.write('fine.py', `${line()}  # gitleaks:allow\n`)
    const { states, notices } = await scan(repo.dir)
    expect(states.toSorted()).toEqual([
      'acme-token fine.py suppressed',
      'acme-token new.py new',
      'acme-token old.py suppressed',
    ])
    expect(notices.join()).toMatch(/key-file looks at nothing but paths/)
  })
})
