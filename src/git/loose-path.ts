import { join } from 'node:path'

/** Path of a loose object in its object directory. */
export function loosePath(objectDir: string, hex: string): string {
  return join(objectDir, hex.slice(0, 2), hex.slice(2))
}
