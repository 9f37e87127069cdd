import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ScanError } from '../model/errors.ts'
import { makeFolders } from '../triage/make-folders.ts'
import { findHookFolder, type HookFolder } from './hook-folder.ts'
import { findManagers, type HookManager } from './hook-managers.ts'
import { chainedName, hookScript, marker, type Program } from './hook-script.ts'
import { stages, type Stage } from './hook-stages.ts'
import { writeFileWhole } from './write-file.ts'

export interface InstallOptions {
  /** Default: the current one. */
  readonly cwd?: string
  readonly stages: readonly Stage[]
  /** Install into a folder that other repositories may use too. */
  readonly shared?: boolean
}

/** What was done or found, one sentence a line. */
export type HookLines = string[]

/** Built bundles lie beside each other. */
const bundle = fileURLToPath(new URL('./hook.cjs', import.meta.url))

/**
 * Writes hooks into git's own folder. A hook that is there is kept and run first. Doing it twice changes nothing.
 *
 * @throws ScanError `not-a-repository`; `usage` where the folder is another program's or shared; `output`
 */
export function installHooks(options: InstallOptions): HookLines {
  const folder = findHookFolder(options.cwd ?? process.cwd())
  refuseForeign(folder, options.shared === true)
  makeFolders(folder.path)
  return options.stages.map((stage) => installOne(folder.path, stage))
}

/** Takes straykey's hooks away and puts those that were there before back. */
export function uninstallHooks(options: { readonly cwd?: string }): HookLines {
  const folder = findHookFolder(options.cwd ?? process.cwd())
  const lines = stages.flatMap((stage) => uninstallOne(folder.path, stage))
  return lines.length > 0 ? lines : [`There is no hook of straykey in ${folder.path}.`]
}

/** Says which hooks stand, what they do, and what other programs manage hooks here. */
export function describeHooks(options: { readonly cwd?: string }): HookLines {
  const folder = findHookFolder(options.cwd ?? process.cwd())
  const shared = folder.isShared ? ' (core.hooksPath; other repositories may use it too)' : ''
  const isInstalled = readHook(join(folder.path, 'pre-commit'))?.includes(marker) === true
  return [
    `hooks folder: ${folder.path}${shared}`,
    ...stages.flatMap((stage) => describeOne(folder.path, stage)),
    ...findManagers(folder.root, folder.path).map((manager) => {
      return describeManager(manager, isInstalled)
    }),
  ]
}

function refuseForeign(folder: HookFolder, shared: boolean): void {
  const owner = findManagers(folder.root, folder.path).find((manager) => manager.ownsFolder)
  if (owner !== undefined) {
    throw new ScanError(
      'usage',
      `${owner.name} manages the hooks here and would overwrite another one. Add straykey to it instead: ${owner.add}`,
    )
  }
  if (folder.isShared && !shared) {
    throw new ScanError(
      'usage',
      `core.hooksPath is ${folder.path}, outside of this repository, where others may use it too; add --shared to install there.`,
    )
  }
}

function installOne(folder: string, stage: Stage): string {
  const file = join(folder, stage)
  const chained = join(folder, chainedName(stage))
  const text = hookScript(stage, findProgram())
  const now = readHook(file)
  if (now === text) return `${stage}: was installed already.`
  if (now !== null && !now.includes(marker)) {
    if (existsSync(chained)) {
      throw new ScanError(
        'usage',
        `${chained} is there already, so ${file} cannot be kept under that name; remove one of them.`,
      )
    }
    renameSync(file, chained)
  }
  writeFileWhole(file, text, 0o755)
  if (now?.includes(marker)) return `${stage}: brought up to date.`
  return existsSync(chained)
    ? `${stage}: installed; the hook that was there runs first (${chainedName(stage)}).`
    : `${stage}: installed.`
}

function uninstallOne(folder: string, stage: Stage): HookLines {
  const file = join(folder, stage)
  const chained = join(folder, chainedName(stage))
  if (readHook(file)?.includes(marker) !== true) return []
  rmSync(file)
  if (!existsSync(chained)) return [`${stage}: taken away.`]
  renameSync(chained, file)
  return [`${stage}: taken away; the hook that was there before is back.`]
}

function describeOne(folder: string, stage: Stage): HookLines {
  const file = join(folder, stage)
  const text = readHook(file)
  if (text === null) return stage === 'pre-receive' ? [] : [`${stage}: no hook`]
  if (!text.includes(marker)) return [`${stage}: another hook, which straykey did not write`]
  const notes = [
    ...(existsSync(join(folder, chainedName(stage))) ? ['runs the earlier hook first'] : []),
    ...(isExecutable(file) ? [] : ['is not executable, so git does not run it']),
    ...(text === hookScript(stage, findProgram()) ? [] : ['is from another installation']),
  ]
  return [`${stage}: straykey${notes.length > 0 ? `; ${notes.join('; ')}` : ''}`]
}

/** @param isInstalled straykey has a hook of its own, which runs whatever the manager does */
function describeManager(
  { name, hasStraykey, isIdle, wake, add }: HookManager,
  isInstalled: boolean,
): string {
  if (isIdle) {
    const then = hasStraykey || isInstalled ? '' : `, and add straykey: ${add}`
    return `${name}: its files are here, but git runs none of its hooks; to use it: ${wake}${then}`
  }
  if (hasStraykey) return `${name}: is used here and runs straykey`
  return isInstalled
    ? `${name}: is used here beside straykey's own hook`
    : `${name}: is used here without straykey; add it: ${add}`
}

/** Null when straykey runs from a place that will be gone, such as npx's cache. */
function findProgram(): Program | null {
  if (!existsSync(bundle) || /[\\/]_npx[\\/]/.test(bundle)) return null
  return { node: process.execPath, script: bundle }
}

/** @throws ScanError `usage` when it is no file */
function readHook(file: string): string | null {
  const entry = lstatSync(file, { throwIfNoEntry: false })
  if (entry === undefined) return null
  if (entry.isFile()) return readFileSync(file, 'utf8')
  // A link is somebody else's; where it leads does not matter.
  if (entry.isSymbolicLink()) return ''
  throw new ScanError('usage', `${file} is neither a file nor a link; remove it first.`)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}
