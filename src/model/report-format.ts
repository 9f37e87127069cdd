export type ReportFormat =
  | 'terminal'
  | 'json'
  | 'sarif'
  | 'html'
  | 'markdown'
  | 'csv'
  | 'junit'
  | 'github'

export const reportFormats: readonly ReportFormat[] = [
  'terminal',
  'json',
  'sarif',
  'html',
  'markdown',
  'csv',
  'junit',
  'github',
]
