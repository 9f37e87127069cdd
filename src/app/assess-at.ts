import { assess, isMarker, judgePath } from '../detect/assess.ts'
import { sumEvidence } from '../model/evidence.ts'
import type { Assess } from '../triage/finding.ts'

/** Detection's judgement of a hit at a path, in the form triage asks for. */
export const assessAt: Assess = (hit, rule, path) => {
  const judged = path === null ? hit : judgePath(hit, rule, fullPath(path, hit.via))
  return {
    ...assess(judged, rule),
    points: sumEvidence(judged.evidence),
    evidence: judged.evidence.filter(({ code }) => !isMarker(code)),
  }
}

const inArchive = /^(?:tar|zip):/

/** The path with those inside archives: `dist/app.jar/conf/prod.env`. */
function fullPath(path: string, via: readonly string[]): string {
  if (via.length === 0) return path
  const members = via.filter((step) => inArchive.test(step))
  return [path, ...members.map((step) => step.slice(step.indexOf(':') + 1))].join('/')
}
