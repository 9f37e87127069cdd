import type { CommandModule } from 'yargs'
import {
  defaultStages,
  describeHooks,
  installHooks,
  uninstallHooks,
  type HookLines,
} from '../../app/hook-install.ts'
import { stages, type Stage } from '../../app/hook-stages.ts'

interface HookArguments {
  readonly action: 'install' | 'uninstall' | 'status'
  readonly stage: readonly Stage[]
  readonly shared: boolean
}

export const hookCommand: CommandModule<object, HookArguments> = {
  command: 'hook <action>',
  describe: 'install or take away the git hooks of this repository, or say what there is',
  builder: (yargs) =>
    yargs
      .positional('action', {
        choices: ['install', 'uninstall', 'status'] as const,
        demandOption: true,
        describe: 'what to do',
      })
      .options({
        stage: {
          choices: stages,
          array: true,
          default: defaultStages,
          describe: 'which hook to install; may be given several times',
        },
        shared: {
          type: 'boolean',
          default: false,
          describe: 'install into a core.hooksPath outside of this repository too',
        },
      }) as never,
  handler: (args) => {
    process.stdout.write(
      act(args)
        .map((line) => `${line}\n`)
        .join(''),
    )
  },
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
