import { describeHooks, installHooks, uninstallHooks, type HookLines } from '../app/hook-install.ts'
import type { Stage } from '../app/hook-stages.ts'

export interface HookArguments {
  readonly action: 'install' | 'uninstall' | 'status'
  readonly stage: readonly Stage[]
  readonly shared: boolean
}

/** `straykey hook`. */
export function runHook(args: HookArguments): void {
  process.stdout.write(
    act(args)
      .map((line) => `${line}\n`)
      .join(''),
  )
}

function act({ action, stage, shared }: HookArguments): HookLines {
  switch (action) {
    case 'install':
      return installHooks({ stages: stage, shared })
    case 'uninstall':
      return uninstallHooks({})
    case 'status':
      return describeHooks({})
    default:
      return action satisfies never
  }
}
