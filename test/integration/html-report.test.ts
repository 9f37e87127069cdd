import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Finding } from '../../src/model/finding.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { render } from '../../src/report/index.ts'
import { chromiumPath, openTab, type Tab } from '../report/chromium.ts'
import {
  fullCoverage,
  historyFinding,
  manyFindings,
  plainOptions,
  sampleFinding,
  sampleHistory,
  sampleResult,
} from '../report/sample.ts'

/** The HTML report in a real browser; skipped where there is none. */
describe.skipIf(chromiumPath === null)('the HTML report in Chromium', () => {
  let folder = ''
  let tab: Tab

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'straykey-html-'))
    tab = await openTab()
  })

  afterAll(async () => {
    await tab[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })

  async function open(result: ScanResult): Promise<void> {
    const file = path.join(folder, `${Math.random()}.html`)
    writeFileSync(file, await render('html', result, { ...plainOptions, minConfidence: 'low' }))
    await tab.open(pathToFileURL(file).href)
  }

  async function shown(): Promise<number> {
    return tab.evaluate(`document.querySelectorAll('.finding:not([hidden])').length`)
  }

  async function choose(name: string, value: string): Promise<void> {
    await tab.evaluate(`(() => {
      const field = document.getElementById('filter').elements[${JSON.stringify(name)}]
      field.value = ${JSON.stringify(value)}
      field.dispatchEvent(new Event('input', { bubbles: true }))
      return new Promise((resolve) => setTimeout(resolve, 200))
    })()`)
  }

  const complaints = (): unknown[] =>
    tab.events.filter(({ method }) => /consoleAPICalled|exceptionThrown|entryAdded/.test(method))

  const requests = (): string[] =>
    tab.events
      .filter(({ method }) => method === 'Network.requestWillBeSent')
      .map(({ params }) => (params['request'] as { url: string }).url)
      .filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))

  function evil(text: string): Finding {
    const finding = historyFinding(text)
    const commit = { id: 'b'.repeat(40), author: text, date: '2020-01-01T00:00:00Z' }
    return {
      ...finding,
      id: text,
      title: text,
      vendor: text,
      because: [{ code: text, weight: 1, detail: text }],
      occurrences: [
        { ...finding.occurrences[0], path: text, commit, frame: { line: 12, lines: [text] } },
      ],
      history: sampleHistory(1, { introduced: commit, refs: [text], paths: [text] }),
      remediation: [text],
    }
  }

  test('it shows every finding, complains about nothing and asks for nothing', async () => {
    await open(sampleResult([...manyFindings(40), sampleFinding('known', { state: 'known' })]))
    expect(await shown()).toBe(41)
    expect(await tab.evaluate('document.querySelector("h1").textContent')).toContain(
      '40 credentials found',
    )
    expect(complaints()).toEqual([])
    expect(requests()).toEqual([])
  })

  test('filters narrow the list and say so', async () => {
    const findings = [
      sampleFinding(1),
      historyFinding(2, { severity: 'low' }),
      historyFinding(3, { severity: 'low', vendor: 'Kraken', state: 'known' }),
    ]
    await open(sampleResult(findings))
    await choose('severity', '=low')
    expect(await shown()).toBe(2)
    await choose('vendor', '=Kraken')
    expect(await shown()).toBe(1)
    expect(await tab.evaluate('document.getElementById("status").textContent')).toBe(
      '1 of 3 findings shown',
    )
    await tab.evaluate(`new Promise((resolve) => {
      document.querySelector('#filter [type=reset]').click()
      setTimeout(resolve, 200)
    })`)
    expect(await shown()).toBe(3)
    await choose('path', 'OLD/client')
    expect(await shown()).toBe(2)
    await choose('author', 'nobody')
    expect(await shown()).toBe(0)
  })

  test('without JavaScript everything is there, and no dead filter', async () => {
    await tab.send('Emulation.setScriptExecutionDisabled', { value: true })
    await open(sampleResult(manyFindings(15)))
    expect(await shown()).toBe(15)
    expect(await tab.evaluate('document.getElementById("filter").hidden')).toBe(true)
    await tab.send('Emulation.setScriptExecutionDisabled', { value: false })
  })

  test.each([
    '"><img src=https://evil.example/x onerror=alert(1)>',
    "'><script>document.title='owned'</script>",
    '</code></pre></details></article><h1>owned</h1>',
    '</script><script>document.title="owned"</script>',
    '<!-- <style>*{display:none}</style>',
    '&lt;b&gt;&#60;i&#62;',
  ])('strangers cannot leave their text: %s', async (text) => {
    await open(sampleResult([evil(text)], { target: { kind: 'history', name: text } }))
    expect(await tab.evaluate('document.querySelectorAll("img, h1, script, style").length')).toBe(3)
    expect(await tab.evaluate('document.title')).toContain('straykey: ')
    const code: string = await tab.evaluate('document.querySelector(".finding .p").textContent')
    expect(code).toBe(`${text}:12:14`)
    expect(requests()).toEqual([])
    expect(complaints()).toEqual([])
  })

  test('5,000 findings open and filter', async () => {
    const findings = manyFindings(5000)
    await open(sampleResult(findings))
    await choose('severity', '=critical')
    expect(await shown()).toBe(findings.filter((finding) => finding.severity === 'critical').length)
    expect(complaints()).toEqual([])
  })

  test('on a desk the filter is one row, code has no stripes, and the time line has dates', async () => {
    const metrics = { width: 1200, height: 900, deviceScaleFactor: 1, mobile: false }
    await tab.send('Emulation.setDeviceMetricsOverride', metrics)
    const coverage = { ...fullCoverage, shallow: true }
    const known = sampleFinding('k', {
      state: 'known',
      suppression: { by: 'baseline', reason: 'revoked', entry: 'x' },
    })
    await open(sampleResult([historyFinding(7), known], { coverage }))
    const edges: number[] = await tab.evaluate(
      '[...document.querySelectorAll("#filter :is(input,select,button)")].map((node) => Math.round(node.getBoundingClientRect().bottom))',
    )
    expect(edges.length).toBe(9)
    expect(new Set(edges).size).toBe(1)
    const gaps: number[] = await tab.evaluate(`(() => {
      const lines = [...document.querySelectorAll('pre :is(.hit,.line)')].slice(0, 4)
      const boxes = lines.map((node) => node.getBoundingClientRect())
      return boxes.slice(1).map((box, i) => Math.round(10 * (box.top - boxes[i].bottom)) / 10)
    })()`)
    expect(gaps).toEqual([0, 0, 0])
    const texts = (selector: string): Promise<string[]> =>
      tab.evaluate(
        `[...document.querySelectorAll(${JSON.stringify(selector)})].map((node) => node.textContent)`,
      )
    expect(await texts('.axis text')).toEqual(['2021-03-04', '2022-01-01'])
    expect(await texts('.gap code')).toEqual(['git fetch --unshallow'])
    expect(await texts('dt')).toContain('known')
    expect(await texts('dt')).not.toContain('suppressed')
    expect(await tab.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(
      true,
    )
    await tab.send('Emulation.clearDeviceMetricsOverride')
  })

  test('a date at the end of time is no reason to stop', async () => {
    const commit = { id: 'b'.repeat(40), author: 'a', date: '+275760-09-12T00:00:00Z' }
    const history = sampleHistory(1, { introduced: commit, removed: null, exposedDays: 40_000 })
    await open(sampleResult([historyFinding('late', { history })]))
    expect(await shown()).toBe(1)
    expect(complaints()).toEqual([])
  })

  test('everything can be reached and opened by keyboard', async () => {
    await open(sampleResult(manyFindings(12)))
    const press = async (key: string, code: number): Promise<void> => {
      const common = { key, code: key, windowsVirtualKeyCode: code }
      await tab.send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        ...common,
        ...(key === 'Enter' && { text: '\r' }),
      })
      await tab.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common })
    }
    const visited: string[] = []
    for (let i = 0; i < 60; i++) {
      await press('Tab', 9)
      visited.push(
        await tab.evaluate(
          'document.activeElement.tagName + "." + (document.activeElement.name ?? "")',
        ),
      )
      if (visited.at(-1) === 'SUMMARY.') break
    }
    expect(visited[0]).toBe('A.')
    expect(visited).toEqual(
      expect.arrayContaining(['INPUT.', 'SELECT.severity', 'INPUT.path', 'SUMMARY.']),
    )
    const isOpen = 'document.activeElement.parentElement.open'
    const before = await tab.evaluate<boolean>(isOpen)
    await press('Enter', 13)
    expect(await tab.evaluate(isOpen)).toBe(!before)
  })

  test('every control has a name, headings go down step by step, and bars speak', async () => {
    await open(sampleResult([historyFinding(7)], { coverage: { ...fullCoverage, shallow: true } }))
    const { nodes } = (await tab.send('Accessibility.getFullAXTree')) as {
      nodes: { ignored: boolean; role?: { value: string }; name?: { value: string } }[]
    }
    const named = nodes.filter((node) => !node.ignored)
    const controls = named.filter((node) =>
      ['button', 'checkbox', 'searchbox', 'combobox', 'link', 'image'].includes(
        node.role?.value ?? '',
      ),
    )
    expect(controls.length).toBeGreaterThan(10)
    expect(controls.filter((node) => (node.name?.value ?? '') === '')).toEqual([])
    const levels: number[] = await tab.evaluate(
      '[...document.querySelectorAll("h1,h2,h3,h4")].map((node) => Number(node.tagName[1]))',
    )
    for (const [i, level] of levels.entries())
      expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1)
    expect(
      await tab.evaluate('document.querySelector(".bar svg").getAttribute("aria-label")'),
    ).toBe('since 2021-03-04, removed 2022-01-01, exposed for 303 days')
  })

  test.each([
    ['in light', '', 'light'],
    ['in dark', '', 'dark'],
    ['on paper', 'print', 'light'],
    ['on paper from dark', 'print', 'dark'],
  ])('text stands out from its ground %s', async (_name, media, value) => {
    await tab.send('Emulation.setEmulatedMedia', {
      media,
      features: [{ name: 'prefers-color-scheme', value }],
    })
    await open(sampleResult(manyFindings(20)))
    const weak: string[] = await tab.evaluate(`(() => {
        const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
        const numbers = (color) => color.match(/[\\d.]+/g).map(Number)
        const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
        const ground = (node) => {
          for (; node; node = node.parentElement) {
            const color = getComputedStyle(node).backgroundColor
            if (color.startsWith('rgb(')) return numbers(color)
          }
          return [255, 255, 255]
        }
        const weak = new Set()
        let seen = 0
        for (const node of document.querySelectorAll('.tag,.soft,.facts,.bar span,dt,a,mark,.id,.live,h1,label')) {
          const [a, b] = [light(numbers(getComputedStyle(node).color)), light(ground(node))]
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
          seen++
          if (ratio < 4.5) weak.add(node.className + ' ' + ratio.toFixed(2))
        }
        return seen > 100 ? [...weak] : ['nothing measured']
      })()`)
    expect(weak).toEqual([])
    await tab.send('Emulation.setEmulatedMedia', { media: '', features: [] })
  })
})
