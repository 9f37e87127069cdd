// Who only writes reports takes ./render.ts alone: reading one back is checked field by field, in as much code.
export { parseReport } from './parse.ts'
export { render } from './render.ts'
export type { ReportFormat } from '../model/report-format.ts'
export type { ReportOptions } from './options.ts'
