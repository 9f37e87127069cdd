// A bundle that is no longer built must not stay: names of the hook's chunks change with its imports.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './shared.mjs'

rmSync(join(root, 'dist'), { recursive: true, force: true })
