// Reading order. A new warning is one row in one of the five tables.
//   warning     what a row holds: code, section and sentence
//   call        rows about the call, before anything is sent
//   preflight   rows about the preflight response
//   permission  rows about who is allowed
//   answered    the row about responses that are not the policy's
//   response    rows about the response and its redirects; warnings: all rows, and the function that reads them
export { WARNINGS, warningsOf } from './warnings.ts'
export type { Warning, WarningCode } from './warnings.ts'
