import { anyReach } from '../kernel/kernel.ts'
import { limits } from '../model/limits.ts'
import { ESCAPES } from './compile.ts'
import type { CompiledStructure, EngineTables } from './compile.ts'
import { noticeEscapes } from './decode/notice.ts'
import { noteCandidate } from './scratch.ts'
import type { Scratch } from './scratch.ts'
import { findPhrasesInList } from './structures/mnemonic.ts'
import { findKeyPair } from './structures/solana-array.ts'
import type { StructureMatch } from './structures/structure.ts'

/** What the literal that stands at `at` begins or belongs to. */
export function addLiteral(
  engine: EngineTables,
  bytes: Uint8Array,
  at: number,
  literal: number,
  scratch: Scratch,
): void {
  const owner = engine.literalOwner[literal]!
  if (owner === ESCAPES) {
    const before = scratch.rewrites.length
    noticeEscapes(scratch, bytes, at)
    // What is read anew may lie elsewhere, but was told of here.
    if (scratch.rewrites.length > before) noteCandidate(scratch, at, at)
    return
  }
  const compiled = engine.structures[owner]!
  if (compiled.structure.mayMatch?.(bytes, at) === false) return
  const match = compiled.structure.match(bytes, at)
  // Where there is nothing now, there will be nothing as long as nothing changes within reach.
  noteCandidate(scratch, at, at, match === null ? compiled.reach : anyReach)
  if (match !== null) addStructure(compiled, match, scratch)
}

/** Longer stretches of words are searched piece by piece. */
const maxPiece = 1 << 16
const pieceOverlap = 512

/** The recovery phrases of a stretch of words. */
export function addPhrases(
  compiled: CompiledStructure,
  bytes: Uint8Array,
  start: number,
  end: number,
  scratch: Scratch,
): void {
  for (let at = start; at < end; at += maxPiece - pieceOverlap) {
    for (const match of findPhrasesInList(bytes, at, Math.min(end, at + maxPiece))) {
      noteCandidate(scratch, start, end)
      addStructure(compiled, match, scratch)
    }
  }
}

/** The key pair that a list of numbers may be. */
export function addKeyPair(
  compiled: CompiledStructure,
  bytes: Uint8Array,
  start: number,
  end: number,
  scratch: Scratch,
): void {
  const match = findKeyPair(bytes, start, end)
  if (match === null) return
  noteCandidate(scratch, start, end)
  addStructure(compiled, match, scratch)
}

function addStructure(
  { structure, rules }: CompiledStructure,
  match: StructureMatch,
  scratch: Scratch,
): void {
  if (scratch.structures.length >= limits.maxCandidatesPerBlob) scratch.overflow = true
  else scratch.structures.push({ match, structure: structure.name, rules })
}
