// Compiles src/kernel/assembly/index.ts to WebAssembly and stores it, as base64, in src/kernel/wasm.generated.ts.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { main as compile } from 'assemblyscript/asc'
import { root, skipMissing, writeGenerated } from './shared.mjs'

const entry = 'src/kernel/assembly/index.ts'
const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd,bulk-memory']

if (!existsSync(join(root, entry))) {
  skipMissing(entry)
} else {
  // Inside the project, because asc takes its output path relative to --baseDir.
  const scratch = mkdtempSync(join(root, 'node_modules', '.kernel-'))
  try {
    const wasmFile = join(scratch, 'kernel.wasm')
    const { error, stderr } = await compile([
      entry,
      '--baseDir',
      root,
      '--outFile',
      wasmFile,
      ...flags,
    ])
    if (error) throw new Error(`asc failed: ${error.message}\n${String(stderr)}`)
    const bytes = readFileSync(wasmFile)
    writeGenerated(
      'src/kernel/wasm.generated.ts',
      `// Made by scripts/build-kernel.mjs from ${entry}; not for editing.\n` +
        `export const wasmBase64: string =\n  '${bytes.toString('base64')}';\n`,
    )
    console.log(`kernel: ${bytes.length} bytes of WebAssembly`)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
