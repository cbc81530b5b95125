// Reading order. A new failure is one row in one of the four tables.
//   failure     what a row holds: section, sentence and fixes of one code
//   cors-check  rows of the CORS check, of a response and of a preflight
//   preflight   rows of the other preflight failures
//   redirect    rows of redirects; call: rows of calls and the network; cause: a part of two sentences
//   failures    all rows, and the functions that read them
export { describeFailure, FAILURES, fixesOf } from './failures.ts'
export type { FailureRow } from './failure.ts'
