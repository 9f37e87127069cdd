/** A configuration of gitleaks, by its name; any other file of rules is YAML. */
export function isGitleaksFile(file: string): boolean {
  return file.toLowerCase().endsWith('.toml')
}
