import {
  compileRules,
  loadReadyTables,
  type Engine,
  type ScanOutcome,
  type Scratch,
} from '../detect/index.ts'
import type { ByteRange } from '../git/commit.ts'
import type { ObjectStore, ReadResult } from '../git/object-store.ts'
import { pathName } from '../git/path-name.ts'
import type { Hit } from '../model/hit.ts'
import type { OccurrenceKind } from '../model/occurrence.ts'
import type { RuleSpec } from '../model/rule.ts'
import { areBuiltin, loadDocumentedExamples } from '../rules/builtin.ts'
import type { ScannedObject } from '../triage/group.ts'
import { createContentScratch } from './content-scratch.ts'
import { newHits, type Earlier } from './hook-novelty.ts'
import { scanContent } from './scan-content.ts'

/**
 * The engine for a handful of texts, in the calling thread: without the WebAssembly kernel, which takes longer to
 * start than a few files take to scan.
 */
export class HookScanner {
  readonly rules: ReadonlyMap<string, RuleSpec>
  readonly #engine: Engine
  readonly #scratch: Scratch

  constructor(rules: readonly RuleSpec[]) {
    this.rules = new Map(rules.map((rule) => [rule.id, rule]))
    this.#engine = compileRules(rules, {
      documentedExamples: loadDocumentedExamples,
      ...(areBuiltin(rules) ? { ready: loadReadyTables() } : {}),
    })
    this.#scratch = createContentScratch(this.#engine, null, () => performance.now())
  }

  scan(
    bytes: Uint8Array,
    kind: 'blob' | 'message' | 'tag',
    ranges?: readonly ByteRange[],
  ): ScanOutcome {
    const windows = ranges
      ? Uint32Array.from(ranges.flatMap(({ start, end }) => [start, end]))
      : null
    const target = { bytes, windows, windowCount: ranges?.length ?? 0, kind }
    return scanContent(this.#engine, target, this.#scratch)
  }

  /** The hits that `olds` (raw ids of blobs) do not explain. Old versions are read only for this. */
  newHits(
    hits: readonly Hit[],
    bytes: Uint8Array,
    olds: readonly Uint8Array[],
    store: Pick<ObjectStore, 'read'>,
  ): Hit[] {
    if (hits.length === 0) return []
    const earlier = olds.flatMap((id) => this.#earlier(store.read(id)))
    return newHits(hits, bytes, earlier, this.rules)
  }

  /** An old version that cannot be read excuses nothing. */
  #earlier(old: ReadResult): Earlier[] {
    if (old.status !== 'ok') return []
    const { bytes } = old
    let hits: readonly Hit[] | null = null
    return [{ bytes, hits: () => (hits ??= this.scan(bytes, 'blob').hits) }]
  }
}

/** The scanned object of a blob at a path of git's. */
export function blobObject(kind: OccurrenceKind, id: string, binaryPath: string): ScannedObject {
  const { path, encoded } = pathName(binaryPath)
  return { kind, id, path, ...(encoded ? { pathEncoded: true as const } : {}) }
}
