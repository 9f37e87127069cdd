import { cp } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createFixture } from 'fs-fixture'
import { describe, expect, test } from 'vitest'
import { checkTree } from './check-imports.ts'
import { layers } from './layers.ts'

const src = fileURLToPath(new URL('../../src', import.meta.url))

describe('the source tree', () => {
  test('keeps to the table of who may import whom, and to the length of a file', async () => {
    const tree = await checkTree(src)
    expect(tree.violations).toEqual([])
    // A checker that sees nothing would pass as well.
    expect(tree.files.length).toBeGreaterThan(10)
    expect(tree.importCount).toBeGreaterThan(10)
  })

  test('has a table that names no layer which does not exist', () => {
    const known = Object.keys(layers)
    const named = Object.values(layers).flatMap((layer) => layer.imports)
    expect(named.filter((name) => !known.includes(name))).toEqual([])
  })
})

describe('the checker', () => {
  const forbidden: [file: string, line: string, message: RegExp][] = [
    [
      'detect/canary.ts',
      `import { readFile } from 'node:fs/promises';`,
      /detect may not import node:fs\/promises/,
    ],
    ['detect/canary.ts', `import type { A } from '../git/a.ts';`, /detect may not import git/],
    ['model/canary.ts', `export * from '../bytes/a.ts';`, /model may not import bytes/],
    ['model/canary.ts', `export type A = import('../bytes/a.ts').A;`, /model may not import bytes/],
    ['kernel/canary.ts', `import '../model/a.ts';`, /kernel may not import model/],
    [
      'report/canary.ts',
      `import { createHash } from 'node:crypto';`,
      /report may not import node:crypto/,
    ],
    ['report/canary.ts', `export { a } from '../app/a.ts';`, /report may not import app/],
    ['hook/canary.ts', `const cli = await import('../cli/main.ts');`, /hook may not import cli/],
    ['hook/canary.ts', `import yargs from 'yargs';`, /may not import yargs/],
    ['cli/canary.ts', `import '../git/a.ts';`, /cli may not import git/],
    ['git/canary.ts', `import { simpleGit } from 'simple-git';`, /may not import simple-git/],
    ['sources/canary.ts', `import https from 'node:https';`, /may not import node:https/],
    [
      'git/canary.ts',
      `const dns = await import('node:dns/promises');`,
      /may not import node:dns\/promises/,
    ],
    ['sources/canary.ts', `import fs from 'fs';`, /write node:fs/],
    ['app/canary.ts', `const at = './a.ts'; await import(at);`, /computed path/],
    ['app/canary.ts', `import '../../package.json';`, /may not import .*package\.json/],
    ['app/canary.ts', `import '../../scripts/a.ts';`, /outside src/],
    ['app/canary.ts', `import './a.js';`, /end in \.ts/],
    ['app/canary.ts', `import 'left-pad';`, /does not list/],
    ['app/canary.ts', `import a = require('left-pad');`, /does not list/],
    ['newcomer/canary.ts', `import '../model/a.ts';`, /no known layer/],
    ['bytes/canary.ts', 'export {};\n'.repeat(401), /401 lines, more than 400/],
  ]

  test.for(forbidden)('finds $0 with a forbidden $2 in a copy', async ([file, line, message]) => {
    await using copy = await createFixture({ [file]: line })
    await cp(src, copy.path, { recursive: true })
    const { violations } = await checkTree(copy.path)
    expect(violations.filter((violation) => violation.startsWith(file))).toEqual([
      expect.stringMatching(message),
    ])
  })

  test('takes comments and strings for what they are, and lets through what is allowed', async () => {
    await using tree = await createFixture({
      'git/porcelain.ts': `import { simpleGit } from 'simple-git';\nimport { a } from '../model/a.ts';\n`,
      'verify/client.ts': `import https from 'node:https';\n`,
      'report/text.ts': `// import fs from 'node:fs';\nexport const a = "import fs from 'node:fs'";\n`,
      'bytes/large.generated.ts': 'export {};\n'.repeat(500),
      'kernel/assembly/index.ts': `import 'anything';\n`,
    })
    expect(await checkTree(tree.path)).toMatchObject({ importCount: 3, violations: [] })
  })
})
