import type { Evidence } from '../../model/evidence.ts'

/** This machine: what development and tests run against. */
const ownMachine = /\blocalhost\b|\b127\.0\.0\.1\b|\b0\.0\.0\.0\b|host\.docker\.internal/i
const sampleWord =
  /(?<![a-z])(?:test|example|sample|dummy|fake|mock|demo|fixture|placeholder|your)/i

/** What the text around a password says against it. */
export function doubtsAround(text: string): Evidence[] {
  return [
    ...(ownMachine.test(text) ? [{ code: 'own-machine', weight: -20 }] : []),
    ...(sampleWord.test(text) ? [{ code: 'example-word', weight: -35 }] : []),
  ]
}
