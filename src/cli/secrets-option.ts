import { ScanError } from '../model/errors.ts'

const formatsThatMayShow: ReadonlySet<string> = new Set(['terminal', 'json'])

/**
 * Whether secrets are printed whole. Only the terminal and JSON can, and a CI log must be asked for twice, because
 * it is kept and read by many.
 */
export function decideShowSecrets(
  timesGiven: number,
  formats: readonly string[],
  env: NodeJS.ProcessEnv,
): boolean {
  if (timesGiven === 0) return false
  const refused = formats.find((format) => !formatsThatMayShow.has(format))
  if (refused !== undefined) {
    throw new ScanError(
      'usage',
      `--show-secrets works for the terminal and json only, not for ${refused}; leave it out or change the format.`,
    )
  }
  if (isSet(env['CI']) && timesGiven < 2) {
    throw new ScanError(
      'usage',
      '--show-secrets would write whole secrets into a CI log; give it twice if that is what you want.',
    )
  }
  return true
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value.toLowerCase() !== 'false'
}
