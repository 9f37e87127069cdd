import { assess, judgePath } from '../detect/index.ts'
import { sumEvidence } from '../model/evidence.ts'
import type { Assess } from '../triage/finding.ts'

/** Detection's judgement of a hit at a path, in the form triage asks for. */
export const assessAt: Assess = (hit, rule, path) => {
  const judged = path === null ? hit : judgePath(hit, rule, path)
  return {
    ...assess(judged, rule),
    points: sumEvidence(judged.evidence),
    evidence: judged.evidence,
  }
}
