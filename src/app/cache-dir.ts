import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where this system keeps what can be made again: never inside a scanned repository. */
export function defaultCacheDir(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'straykey', 'cache')
  }
  // The specification has relative paths ignored.
  const xdg = env['XDG_CACHE_HOME']
  if (xdg?.startsWith('/') === true) return join(xdg, 'straykey')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'straykey')
  return join(homedir(), '.cache', 'straykey')
}
