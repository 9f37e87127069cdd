import { expect, test } from 'vitest'
import { fitMarkdown } from '../../src/action/fit-markdown.ts'

test('text that fits stays as it is', () => {
  expect(fitMarkdown('a\nb', 100, 'cut')).toBe('a\nb')
})

test.each([200, 333, 1000])('text that does not is cut at a line, in bytes (%s)', (max) => {
  const cut = fitMarkdown('ü€😀 line\n'.repeat(500), max, 'The rest was cut.')
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(max)
  expect(cut.endsWith('line\n\n\nThe rest was cut.\n')).toBe(true)
})

test('a block of code that the cut leaves open is closed', () => {
  const text = `# Title\n\n\`\`\`\`text\n${'code\n'.repeat(100)}\`\`\`\`\n`
  const cut = fitMarkdown(text, 300, 'The rest was cut.')
  expect(cut).toMatch(/code\n````\n\nThe rest was cut\.\n$/)
})

test('one line that is too long leaves the notice alone', () => {
  expect(fitMarkdown('x'.repeat(1000), 200, 'The rest was cut.').trim()).toBe('The rest was cut.')
})
