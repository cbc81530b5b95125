// Reading order: a new warning is one row in one of the four tables.
//   warning     what a row holds: code, section and sentence
//   call        before anything is sent
//   preflight   the response to the preflight
//   permission  who is allowed
//   answer      the response and its redirects; then warnings: all rows, and how they are read
export { WARNINGS, warningsOf } from './warnings.ts'
export type { Warning, WarningCode } from './warnings.ts'
