// Draws docs/finding.svg, the picture in the README: what `straykey history` prints for a made-up repository with a
// made-up key. Run after a build: node scripts/terminal-picture.mjs
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const picture = fileURLToPath(new URL('../docs/finding.svg', import.meta.url))
const columns = 80
const cell = { width: 8.4, height: 18, pad: 16 }
/** The 16 colours of a dark terminal, by SGR number; background numbers are ten higher. */
const palette = {
  30: '#0d1117',
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  37: '#c9d1d9',
  90: '#8b949e',
  91: '#ffa198',
  92: '#a5f3b0',
  93: '#f2cc60',
  94: '#a5d6ff',
  95: '#e2c5ff',
  96: '#b3f0ff',
  97: '#ffffff',
}

const output = scanDemo()
writeFileSync(picture, draw(`$ straykey history\n${output}`))

function scanDemo() {
  const dir = mkdtempSync(join(tmpdir(), 'straykey-picture-'))
  const env = {
    PATH: process.env.PATH,
    HOME: dir,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ada Example',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada Example',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
    FORCE_COLOR: '1',
  }
  const git = (day, ...args) => {
    const date = `2026-03-${day}T09:30:00+01:00`
    const dated = { ...env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
    execFileSync('git', ['-c', 'init.defaultBranch=main', ...args], {
      cwd: dir,
      env: dated,
      stdio: 'pipe',
    })
  }
  try {
    const [key, secret] = [madeUp(7), madeUp(8)]
    const bot = [
      'import { Spot } from "@binance/connector"',
      '',
      `const apiKey = "${key}"`,
      `const apiSecret = "${secret}"`,
      'const client = new Spot(apiKey, apiSecret)',
      '',
    ]
    git('02', 'init', '--quiet')
    writeFileSync(join(dir, 'bot.ts'), bot.join('\n'))
    git('02', 'add', 'bot.ts')
    git('02', 'commit', '--quiet', '--message', 'Add the bot')
    writeFileSync(join(dir, 'bot.ts'), bot.join('\n').replaceAll(/"\w{64}"/g, 'process.env.KEY'))
    git('09', 'commit', '--quiet', '--all', '--message', 'Read keys from the environment')
    const run = spawnSync(process.execPath, [cli, 'history'], { cwd: dir, env, encoding: 'utf8' })
    if (run.status !== 1)
      throw new Error(`expected one finding, got exit ${run.status}: ${run.stderr}`)
    return run.stdout.trimEnd()
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** 64 characters that look like a key, the same on every run. */
function madeUp(seed) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  let state = seed
  let text = ''
  for (let i = 0; i < 64; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    text += letters[(state >>> 16) % letters.length]
  }
  return text
}

function draw(text) {
  const rows = text.split('\n')
  const width = columns * cell.width + 2 * cell.pad
  const height = rows.length * cell.height + 2 * cell.pad
  const style = { color: palette[37], background: null, bold: false, dim: false }
  const body = rows
    .map((row, index) => drawRow(row, cell.pad + (index + 1) * cell.height - 5, style))
    .join('\n')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="A finding in the terminal">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">
${body}
</g>
</svg>
`
}

function drawRow(row, y, style) {
  let x = cell.pad
  let svg = ''
  // oxlint-disable-next-line no-control-regex
  for (const piece of row.split(/(\u001B\[[\d;]*m)/)) {
    // oxlint-disable-next-line no-control-regex
    const codes = /^\u001B\[([\d;]*)m$/.exec(piece)
    if (codes) {
      for (const code of codes[1].split(';')) applyCode(style, Number(code))
      continue
    }
    const width = [...piece].length * cell.width
    if (style.background)
      svg += `<rect x="${x}" y="${y - 13}" width="${width}" height="${cell.height}" fill="${style.background}"/>`
    if (piece.trim() !== '') {
      const weight = style.bold ? ' font-weight="bold"' : ''
      const opacity = style.dim ? ' opacity="0.65"' : ''
      svg += `<text x="${x}" y="${y}" fill="${style.color}" textLength="${width}"${weight}${opacity}>${escapeXml(piece)}</text>`
    }
    x += width
  }
  return svg
}

function applyCode(style, code) {
  if (code === 0)
    Object.assign(style, { color: palette[37], background: null, bold: false, dim: false })
  else if (code === 1) style.bold = true
  else if (code === 2) style.dim = true
  else if (code === 22) Object.assign(style, { bold: false, dim: false })
  else if (code === 39) style.color = palette[37]
  else if (code === 49) style.background = null
  else if (palette[code]) style.color = palette[code]
  else if (palette[code - 10]) style.background = palette[code - 10]
}

function escapeXml(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(' ', '\u00A0')
}
