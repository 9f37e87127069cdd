import { escapeControls } from './text.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const special = /[&<>"']/
const specials = /[&<>"']/g

/** The one way text gets into the page: it stays text in content and in quoted attributes. */
export function html(text: string): string {
  const shown = escapeControls(text)
  return special.test(shown) ? shown.replaceAll(specials, (char) => entities[char] ?? '') : shown
}

/** A list of items, or nothing when there are none. Items are HTML. */
export function list(items: readonly string[], name = ''): string {
  if (items.length === 0) return ''
  const attribute = name === '' ? '' : ` class="${name}"`
  return `<ul${attribute}>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
}

/** A link to a web address that can be nothing else; other text stays text. */
export function link(address: string): string {
  const shown = html(address)
  if (!/^https?:\/\/[^\s"'<>]+$/.test(address)) return shown
  return `<a href="${shown}" rel="noopener noreferrer">${shown}</a>`
}
