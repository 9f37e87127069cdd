import type { Seeded } from '../../../test/helpers/seeded.ts'

/** Ordinary lines that stand around a credential in a file of each kind. */
const lines = {
  env: [
    'NODE_ENV=production',
    'PORT=8080',
    'LOG_LEVEL=debug',
    'TZ=UTC',
    'SYMBOL=BTCUSDT',
    'INTERVAL=15m',
    'DRY_RUN=false',
    'MAX_OPEN_TRADES=3',
    'DB_HOST=localhost',
    '# trading',
  ],
  python: [
    'import os',
    'import time',
    'import pandas as pd',
    'from datetime import datetime, timedelta',
    'SYMBOLS = ["BTCUSDT", "ETHUSDT", "SOLUSDT"]',
    'LEVERAGE = 10',
    'def sma(values, n): return sum(values[-n:]) / n',
    'logger = logging.getLogger(__name__)',
    'interval = "15m"',
    '# TODO: handle rate limits',
    'stop_loss = 0.985',
    'df = pd.DataFrame(rows, columns=["ts", "open", "high", "low", "close", "volume"])',
  ],
  script: [
    "const fs = require('fs')",
    "const path = require('path')",
    "const symbols = ['BTCUSDT', 'ETHUSDT']",
    'let lastPrice = 0',
    'const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))',
    '// strategy settings',
    'const settings = { leverage: 5, takeProfit: 1.02 }',
    "console.log('bot started')",
    'function round(value, step) { return Math.floor(value / step) * step }',
  ],
  yaml: [
    'version: "3"',
    'debug: false',
    'symbols:',
    '  - BTC/USDT',
    '  - ETH/USDT',
    'timeframe: 15m',
    'max_open_trades: 3',
  ],
  text: [
    'Start the bot with docker compose up -d.',
    'The balance is checked every minute.',
    'See the wiki for the list of strategies.',
    'Ask Tom about the VPS before you restart it.',
    '',
    'Meeting on Thursday, 10 am.',
  ],
  braces: [
    '// settings of the strategy',
    'const int leverage = 5;',
    'double stopLoss = 0.985;',
    '/* updated every minute */',
    'int interval = 15;',
  ],
} as const

export type FillerKind = keyof typeof lines

/** Between `min` and `min + spread` lines, each with its line feed. */
export function filler(r: Seeded, kind: FillerKind, min = 1, spread = 6): string {
  const count = min + r.int(spread)
  let text = ''
  for (let i = 0; i < count; i++) text += `${r.pick<string>(lines[kind])}\n`
  return text
}
