// The hot loops of a history scan. Each has a JavaScript twin that is the oracle of its property tests.
// Contract and layout: ../kernel.ts. Nothing here allocates: the host owns all memory above the layout.

/** First byte behind the module's own data: windows, runs and tables are laid out by the host from here. */
export function dataEnd(): usize {
  return __heap_base
}

export { applyDelta } from './delta'
export { probe, probeWindows } from './runs'
export { buckets, literals, nibbles, sightsAt } from './literals'
export { setTables } from './tables'
export { filterAt, findFiltered } from './filter'
export { nextWide } from './wide'
export { asciiEnd, countLines, lastLineStart } from './lines'
export { collect, holdsNought } from './collect'
export { findLines, nearFacts, nearPairs, nearSymbols, readNear } from './near'
export { knowIds, setTrees } from './tree-events'
export { makeTree, readTree, treeBounds, treeStatus, treeStopped } from './trees'
