/** `git commit --verbose` and `--cleanup=scissors` cut the message here (git: `wt-status.c`, `cut_line`). */
const scissors = ' ------------------------ >8 ------------------------\n'
/** `core.commentString` can be a few characters long. */
const longestComment = 16

/** The message above the line with the scissors; all of it when there is none. */
export function cutScissors(message: Uint8Array): Uint8Array {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength)
  for (let at = bytes.indexOf(scissors); at >= 0; at = bytes.indexOf(scissors, at + 1)) {
    const lineStart = bytes.lastIndexOf(0x0a, at) + 1
    const comment = bytes.toString('latin1', lineStart, at)
    if (comment !== '' && comment.length <= longestComment && !/\s/.test(comment)) {
      return message.subarray(0, lineStart)
    }
  }
  return message
}
