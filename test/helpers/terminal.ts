import { execFile, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { scrubbedEnv } from './env.ts'

const run = promisify(execFile)

export const hasTmux: boolean = spawnSync('tmux', ['-V']).status === 0

/** A program in a real terminal. */
export interface Terminal extends AsyncDisposable {
  /** Sends keys by tmux's names (`Enter`, `C-c`) or literal characters. */
  press(...keys: string[]): Promise<void>
  /** Waits until the screen shows `text` and returns the whole screen. */
  see(text: string | RegExp): Promise<string>
  screen(): Promise<string>
}

/** Runs the built CLI in a tmux of its own, 100 columns by 60 rows; `; echo` shows its exit code at the end. */
export async function openTerminal(cwd: string, args: readonly string[]): Promise<Terminal> {
  const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
  const socket = `straykey-test-${randomBytes(6).toString('hex')}`
  const env = scrubbedEnv()
  const tmux = async (...command: string[]): Promise<string> => {
    const { stdout } = await run('tmux', ['-L', socket, '-f', '/dev/null', ...command], { env })
    return stdout
  }
  const words = [process.execPath, cli, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`)
  const command = `${words.join(' ')}; echo "ended with $?"; sleep 60`
  await tmux('new-session', '-d', '-x', '100', '-y', '60', '-c', cwd, 'sh', '-c', command)
  const screen = async (): Promise<string> => tmux('capture-pane', '-p', '-J')
  return {
    press: async (...keys) => {
      await tmux('send-keys', ...keys)
    },
    screen,
    see: async (text) => {
      const deadline = Date.now() + 20_000
      for (;;) {
        const shown = await screen()
        if (typeof text === 'string' ? shown.includes(text) : text.test(shown)) return shown
        if (Date.now() > deadline) throw new Error(`the terminal never showed ${text}:\n${shown}`)
        await delay(50)
      }
    },
    async [Symbol.asyncDispose]() {
      await tmux('kill-server')
    },
  }
}
