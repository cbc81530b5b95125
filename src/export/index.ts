export { ExportError, type ExportIssue, type ExportIssueCode, type ExportTarget } from './export-error.ts'
export type { ExportedFiles, ExportNote } from './exported-files.ts'
export type { ExportOptions } from './export-options.ts'
export { type NginxOptions, toNginx } from './nginx.ts'
