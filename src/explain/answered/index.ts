// Reading order. A new signature is one row in the table of signatures.
//   difference  where a response differs from what the policy answers
//   facts       what a signature can look at, as one string
//   signatures  one row for each likely owner, and what to change there
//   answered    the sentences about all responses
export { notFromPolicy } from './answered.ts'
export { SIGNATURES } from './signatures.ts'
