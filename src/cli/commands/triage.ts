import type { CommandModule } from 'yargs'
import { configOptions, reportOptions } from '../common-options.ts'
import { repoOption } from '../repo-option.ts'
import type { TriageArguments } from '../run-triage.ts'

export const triageCommand: CommandModule<object, TriageArguments> = {
  command: 'triage <report>',
  describe: 'decide about the findings of a JSON report, one key each; can be taken up again',
  builder: (yargs) =>
    yargs
      .positional('report', { type: 'string', demandOption: true, describe: 'a JSON report' })
      .options({
        ...configOptions,
        'min-confidence': reportOptions['min-confidence'] ?? {},
        color: reportOptions['color'] ?? {},
        repo: repoOption({
          default: '.',
          describe: 'the work tree that the report and the baseline are about',
        }),
      }) as never,
  handler: async (args) => {
    // The questions' library is loaded only by those who are asked.
    const { runTriage } = await import('../run-triage.ts')
    await runTriage(args)
  },
}
