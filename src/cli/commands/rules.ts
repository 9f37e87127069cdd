import type { CommandModule } from 'yargs'
import type { ExplainArguments, RulesArguments } from '../run-rules.ts'

const rulesOption = {
  type: 'string',
  array: true,
  requiresArg: true,
  default: [] as string[],
  describe: 'add the rules of this YAML file or gitleaks configuration; may be given several times',
} as const

const listCommand: CommandModule<object, RulesArguments> = {
  command: 'list',
  describe: 'list all rules',
  builder: (yargs) => yargs.option('rules', rulesOption) as never,
  handler: async (args) => {
    const { runList } = await import('../run-rules.ts')
    runList(args)
  },
}

const explainCommand: CommandModule<object, ExplainArguments> = {
  command: 'explain <id>',
  describe: 'say what a rule looks for, what it weighs and what to do about a finding',
  builder: (yargs) =>
    yargs
      .positional('id', { type: 'string', describe: 'id of a rule, such as binance-api-key' })
      .option('rules', rulesOption) as never,
  handler: async (args) => {
    const { runExplain } = await import('../run-rules.ts')
    await runExplain(args)
  },
}

const checkCommand: CommandModule<object, RulesArguments> = {
  command: 'check [rules..]',
  describe: 'prove rules against their own examples',
  builder: (yargs) =>
    yargs.positional('rules', {
      type: 'string',
      array: true,
      default: [] as string[],
      describe: 'files of rules to check besides the built-in ones',
    }) as never,
  handler: async (args) => {
    const { runCheck } = await import('../run-rules.ts')
    await runCheck(args)
  },
}

export const rulesCommand: CommandModule<object, object> = {
  command: 'rules <command>',
  describe: 'list, explain or check rules',
  builder: (yargs) =>
    yargs.command(listCommand).command(explainCommand).command(checkCommand).demandCommand(1),
  handler: () => {},
}
