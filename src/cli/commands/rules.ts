import type { CommandModule } from 'yargs'
import { checkRuleFiles } from '../../app/check-rules.ts'
import { loadRules } from '../../app/rules.ts'
import { ScanError } from '../../model/errors.ts'
import { exitCodes } from '../exit.ts'
import { explainRule } from '../explain-rule.ts'

interface RulesArguments {
  readonly rules: readonly string[]
}

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
  handler: ({ rules }) => {
    const all = loadRules(rules).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const width = Math.max(...all.map((rule) => rule.id.length))
    const lines = all.map(
      (rule) => `${rule.id.padEnd(width)}  ${rule.severity.padEnd(8)}  ${rule.title}`,
    )
    process.stdout.write(`${lines.join('\n')}\n`)
  },
}

const explainCommand: CommandModule<object, RulesArguments & { readonly id: string }> = {
  command: 'explain <id>',
  describe: 'say what a rule looks for, what it weighs and what to do about a finding',
  builder: (yargs) =>
    yargs.positional('id', { type: 'string' }).option('rules', rulesOption) as never,
  handler: ({ id, rules }) => {
    const rule = loadRules(rules).find((candidate) => candidate.id === id)
    if (rule === undefined) {
      throw new ScanError('usage', `there is no rule '${id}'; 'straykey rules list' shows all.`)
    }
    process.stdout.write(explainRule(rule, Math.min(process.stdout.columns ?? 80, 100)))
  },
}

const checkCommand: CommandModule<object, RulesArguments> = {
  command: 'check [rules..]',
  describe: 'prove rules against their own examples',
  builder: (yargs) =>
    yargs.positional('rules', { type: 'string', array: true, default: [] as string[] }) as never,
  handler: async ({ rules }) => {
    const { checked, problems, remarks } = await checkRuleFiles(rules)
    for (const remark of remarks) process.stderr.write(`note: ${remark}\n`)
    for (const problem of problems) process.stderr.write(`${problem}\n`)
    process.stdout.write(`${checked} rules checked, ${problems.length} problems\n`)
    process.exitCode = problems.length === 0 ? exitCodes.clean : exitCodes.failed
  },
}

export const rulesCommand: CommandModule<object, object> = {
  command: 'rules <command>',
  describe: 'list, explain or check rules',
  builder: (yargs) =>
    yargs.command(listCommand).command(explainCommand).command(checkCommand).demandCommand(1),
  handler: () => {},
}
