import type { CommandModule } from 'yargs'
import { defaultStages, stages } from '../../app/hook-stages.ts'
import type { HookArguments } from '../run-hook.ts'

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
  handler: async (args) => {
    const { runHook } = await import('../run-hook.ts')
    runHook(args)
  },
}
