import type { CommandModule } from 'yargs'
import { checkRuleFiles } from '../../app/check-rules.ts'
import { loadRules } from '../../app/rules.ts'
import { ScanError } from '../../model/errors.ts'
import type { RuleSpec } from '../../model/rule.ts'
import { exitCodes } from '../exit.ts'

interface RulesArguments {
  readonly rules: readonly string[]
}

const rulesOption = {
  type: 'string',
  array: true,
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
    process.stdout.write(explain(rule))
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

function explain(rule: RuleSpec): string {
  const weights = rule.evidence.map(
    ({ code, weight, where, words }) =>
      `  ${signed(weight)}  ${code}${words.length > 0 ? ` (${where}: ${words.join(', ')})` : ` (${where})`}`,
  )
  const pairs = rule.pair.map(
    (pair) => `  ${signed(pair.weight)}  paired with ${pair.with} within ${pair.within} bytes`,
  )
  return [
    `${rule.id}: ${rule.title}`,
    `vendor ${rule.vendor}, severity ${rule.severity}, role ${rule.role}`,
    '',
    'Looks for:',
    ...rule.shapes.map((shape) => `  ${JSON.stringify(shape)}`),
    '',
    'Weighs (points; high 70, medium 40, low 15):',
    `  ${signed(rule.base)}  shape`,
    ...weights,
    ...pairs,
    ...(rule.reject.length > 0 ? ['', `Never: ${rule.reject.join(', ')}`] : []),
    ...(rule.checks.length > 0 ? ['', `Must pass: ${rule.checks.join(', ')}`] : []),
    '',
    'What to do:',
    ...rule.remediation.map((step, index) => `  ${index + 1}. ${step}`),
    ...(rule.references.length > 0
      ? ['', 'See:', ...rule.references.map((link) => `  ${link}`)]
      : []),
    '',
  ].join('\n')
}

function signed(weight: number): string {
  return `${weight >= 0 ? '+' : ''}${weight}`.padStart(4)
}
