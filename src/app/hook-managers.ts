import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { chainedName } from './hook-script.ts'
import { stages } from './hook-stages.ts'

/** A program that manages the hooks of a repository. */
export interface HookManager {
  readonly name: 'husky' | 'lefthook' | 'pre-commit'
  /** It writes the hooks folder anew now and then: what others put there is lost. */
  readonly ownsFolder: boolean
  /** Its files are here, but git runs none of its hooks: it was never set up in this clone, or taken away since. */
  readonly isIdle: boolean
  /** The command that has git run its hooks. */
  readonly wake: string
  /** Its own configuration names straykey already. */
  readonly hasStraykey: boolean
  /** What to add, and where. */
  readonly add: string
}

const lefthookFiles = ['yml', 'yaml', 'toml', 'json', 'jsonc'].flatMap((kind) => [
  `lefthook.${kind}`,
  `.lefthook.${kind}`,
  `.config/lefthook.${kind}`,
])

/** Managers that a repository uses, by their files and by what stands in the hooks folder. */
export function findManagers(root: string, hooksFolder: string): HookManager[] {
  const names = stages.filter((stage) => stage !== 'pre-receive')
  const scripts = names.map((name) => readText(join(hooksFolder, name)))
  const chained = names.map((name) => readText(join(hooksFolder, chainedName(name))))
  const isIn = (word: string): boolean => scripts.some((text) => text.includes(word))
  const runs = (word: string): boolean => isIn(word) || chained.some((text) => text.includes(word))
  const managers: HookManager[] = []
  const inHusky = /[\\/]\.husky([\\/]_)?$/.test(hooksFolder)
  if (inHusky || isFolder(join(root, '.husky'))) {
    managers.push({
      name: 'husky',
      ownsFolder: inHusky,
      isIdle: !inHusky,
      wake: 'npx husky',
      hasStraykey: readText(join(root, '.husky', 'pre-commit')).includes('straykey'),
      add: 'echo straykey-hook >> .husky/pre-commit; echo \'straykey-hook pre-push "$@"\' >> .husky/pre-push',
    })
  }
  const lefthook = lefthookFiles.filter((name) => existsSync(join(root, name)))
  if (lefthook.length > 0 || isIn('call_lefthook')) {
    managers.push({
      name: 'lefthook',
      ownsFolder: isIn('call_lefthook'),
      isIdle: !runs('call_lefthook'),
      wake: 'npx lefthook install',
      hasStraykey: lefthook.some((name) => readText(join(root, name)).includes('straykey')),
      add: `to ${lefthook[0] ?? 'lefthook.yml'}: pre-commit: {commands: {straykey: {run: npx straykey-hook}}}`,
    })
  }
  const config = join(root, '.pre-commit-config.yaml')
  if (existsSync(config) || isIn('pre-commit.com')) {
    managers.push({
      name: 'pre-commit',
      ownsFolder: false,
      isIdle: !runs('pre-commit.com'),
      wake: 'pre-commit install -t pre-commit -t commit-msg -t pre-push',
      hasStraykey: readText(config).includes('straykey'),
      add: 'to .pre-commit-config.yaml: the repository of straykey with "hooks: [{id: straykey}]"',
    })
  }
  return managers
}

const largestFile = 1024 * 1024

/** Empty for what is not there or no plain file. */
function readText(file: string): string {
  const status = statSync(file, { throwIfNoEntry: false })
  if (!status?.isFile() || status.size > largestFile) return ''
  return readFileSync(file, 'utf8')
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
