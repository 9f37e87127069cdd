import { writeReplaceText, type ReplaceTextRequest } from '../app/replace-text.ts'
import { createScrubber } from '../report/scrub.ts'
import { escapeControls } from '../report/text.ts'

/** Writes the file and says aloud what is in it, also with --quiet. */
export function runReplaceText(request: ReplaceTextRequest): void {
  const { values, tooShort, enclosed } = writeReplaceText(request)
  const lines = [
    `${request.file} holds ${values} secrets IN THE CLEAR; delete it after git filter-repo (see docs/purge.md).`,
  ]
  if (tooShort > 0) {
    lines.push(`${tooShort} values are too short to be replaced everywhere and were left out.`)
  }
  const secrets = request.result.findings.flatMap((finding) => finding.secrets)
  const scrub = createScrubber(secrets.flatMap(({ secret }) => secret ?? []))
  for (const path of enclosed.slice(0, 20)) {
    lines.push(
      `${escapeControls(scrub(path))} is an archive or binary and holds secrets; git filter-repo can only remove it: --invert-paths --path.`,
    )
  }
  for (const line of lines) process.stderr.write(`straykey: ${line}\n`)
}
