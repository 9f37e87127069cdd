import { escapeControls } from './text.ts'

const special = /[\\`*_{}[\]<>&|~$@#]|:(?=\S)/g

/**
 * Text for GitHub-flavoured Markdown that stays text: nothing in it starts markup, a link, a mention, an issue
 * reference, an emoji, HTML or a table cell.
 */
export function escapeMarkdown(text: string): string {
  return escapeControls(text)
    .replaceAll(special, escapeSpecial)
    .replaceAll(/www\./gi, (www) => `${www.slice(0, 3)}\\.`)
    .replace(/^(\s*\d+)([.)])/, String.raw`$1\$2`)
    .replace(/^(\s*)([-+=])/, String.raw`$1\$2`)
}

function escapeSpecial(char: string): string {
  // Mentions and references are looked for in the finished page, where a backslash or an entity is long gone; only
  // a zero width space in between stops them.
  if (char === '@' || char === '#') return `${char}&#8203;`
  if (char === '&') return '&amp;'
  if (char === '<') return '&lt;'
  if (char === '>') return '&gt;'
  return `\\${char}`
}

/** Inline code that holds any text: the fence is longer than every run of backticks in it. */
export function codeSpan(text: string): string {
  const safe = escapeControls(text)
  if (safe === '') return ''
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  const pad = longest > 0 || safe.startsWith(' ') || safe.endsWith(' ') ? ' ' : ''
  return `${fence}${pad}${safe}${pad}${fence}`
}
