import type { Stage } from './hook-stages.ts'

/** Stands in every script that straykey wrote, and in no other. */
export const marker = '# straykey hook'

/** What the hook that was there before is called. */
export function chainedName(stage: Stage): string {
  return `${stage}.before-straykey`
}

export interface Program {
  /** Absolute path of Node. */
  readonly node: string
  /** Absolute path of `hook.cjs`. */
  readonly script: string
}

/**
 * The text of a hook. Runs the hook that was there before, then straykey: as it was found at installation, else the
 * project's own, else one in PATH. None of them is a refusal: a gate that is missing must not look open.
 *
 * @param program null when its place is not lasting (npx)
 */
export function hookScript(stage: Stage, program: Program | null): string {
  const readsInput = stage === 'pre-push' || stage === 'pre-receive'
  return `#!/bin/sh
${marker}: ${stage}. "straykey hook uninstall" takes it away.
${program === null ? 'node=\nscript=' : `node=${quote(program.node)}\nscript=${quote(program.script)}`}
chained="$(dirname "$0")/${chainedName(stage)}"
${readsInput ? `input=$(cat && printf x) && input=\${input%x}\n` : ''}
straykey() {
  if [ -n "$script" ] && [ -f "$script" ]; then
    if [ -x "$node" ]; then "$node" "$script" "$@"; else node "$script" "$@"; fi
  elif [ -x node_modules/.bin/straykey-hook ]; then
    node_modules/.bin/straykey-hook "$@"
  elif command -v straykey-hook >/dev/null 2>&1; then
    straykey-hook "$@"
  else
    echo 'straykey: not found, so nothing was checked. Install it (npm install --save-dev straykey)' >&2
    echo 'and run "straykey hook install" again, or take the hook away: rm' "$0" >&2
    return 2
  fi
}

if [ -x "$chained" ]; then
  ${readsInput ? `printf %s "$input" | ` : ''}"$chained" "$@" || exit $?
fi
${readsInput ? `printf %s "$input" | ` : ''}straykey ${stage} "$@"
`
}

/** For sh, which on Windows knows only forward slashes. */
function quote(path: string): string {
  const forward = process.platform === 'win32' ? path.replaceAll('\\', '/') : path
  return `'${forward.replaceAll("'", String.raw`'\''`)}'`
}
