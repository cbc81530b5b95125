// Reading order: a new failure is one row in one of the four tables.
//   failure     what a row holds: section, sentence and fixes of one code
//   cors-check  rows of the CORS check, of a response and of a preflight
//   preflight   rows of the rest of a preflight
//   redirect    rows of redirects, and call: rows of all else
//   failures    all rows, and how they are read
export { describeFailure, FAILURES, fixesOf } from './failures.ts'
export type { FailureRow } from './failure.ts'
