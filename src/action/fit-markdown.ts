/** Longer fences than this the reports do not make. */
const fenceRoom = 64

/**
 * Cuts Markdown to `maxBytes` of UTF-8 at the end of a line, closes a block of code that the cut would leave open, and
 * says that it was cut.
 */
export function fitMarkdown(markdown: string, maxBytes: number, notice: string): string {
  if (Buffer.byteLength(markdown) <= maxBytes) return markdown
  const kept: string[] = []
  let left = maxBytes - Buffer.byteLength(notice) - fenceRoom
  let fence = ''
  for (const line of markdown.split('\n')) {
    left -= Buffer.byteLength(line) + 1
    if (left < 0) break
    kept.push(line)
    if (fence !== '') fence = line.startsWith(fence) ? '' : fence
    else fence = /^`{3,}/.exec(line)?.[0].slice(0, fenceRoom - 8) ?? ''
  }
  return `${[...kept, fence, '', notice].join('\n')}\n`
}
