/** `git commit --verbose` and `--cleanup=scissors` cut the message here (git: `wt-status.c`, `cut_line`). */
const scissors = ' ------------------------ >8 ------------------------\n'
/** `core.commentString` can be a few characters long. */
const longestComment = 16

/** What git shows below its own lines under the scissors: a diff, or the log of a submodule. */
const shown = /^(?:diff --|Submodule )/

/**
 * The message above the line with the scissors; all of it when there is none. Git cuts only where it wrote that line
 * itself, and keeps one that somebody else wrote: what follows must look like git's own.
 */
export function cutScissors(message: Uint8Array): Uint8Array {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength)
  for (let at = bytes.indexOf(scissors); at >= 0; at = bytes.indexOf(scissors, at + 1)) {
    const lineStart = bytes.lastIndexOf(0x0a, at) + 1
    const comment = bytes.toString('latin1', lineStart, at)
    if (comment === '' || comment.length > longestComment || /\s/.test(comment)) continue
    if (isWrittenByGit(bytes.toString('latin1', at + scissors.length), comment)) {
      return message.subarray(0, lineStart)
    }
  }
  return message
}

function isWrittenByGit(below: string, comment: string): boolean {
  for (const line of below.split('\n')) {
    if (shown.test(line)) return true
    if (line !== '' && !line.startsWith(comment)) return false
  }
  return true
}
