import { explainConfig } from '../app/config-explain.ts'
import { placeOfFiles } from '../app/config-prepare.ts'
import type { Origin } from '../app/config-settings.ts'
import { escapeControls } from '../report/text.ts'
import type { ExplainArguments } from './commands/config.ts'
import { givenSettings } from './common-options.ts'

/** Prints a table: name and value as they would stand in the file, and the origin as a comment. */
export async function runExplain(args: ExplainArguments): Promise<void> {
  const place = placeOfFiles(args.paths.map(String))
  const given = givenSettings(args)
  const { file, settings, notices } = await explainConfig({ place, given, config: args.config })
  const lines = settings.map(({ name, value, origin }) => {
    return [`${name}: ${escapeControls(value)}`, `# ${escapeControls(nameOrigin(origin))}`] as const
  })
  const width = Math.min(48, Math.max(...lines.map(([text]) => text.length)))
  const from =
    file === null
      ? `no straykey.yaml from ${place.start} up to ${place.root ?? place.start}`
      : `${file} in ${place.root ?? place.start}`
  for (const { code, detail } of notices) {
    if (code === 'rules-changed') process.stderr.write(`note: ${escapeControls(detail)}\n`)
  }
  const table = lines.map(([text, origin]) => `${text.padEnd(width)}  ${origin}`)
  process.stdout.write(`# ${escapeControls(from)}\n${table.join('\n')}\n`)
}

function nameOrigin(origin: Origin): string {
  return origin.kind === 'file' ? `${origin.file}:${origin.line}` : origin.kind
}
