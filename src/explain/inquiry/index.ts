// Reading order:
//   question  what the caller asks
//   inquiry   everything that is known about the request: all sentences are made of it
//   row       the row of a table that decides
//   record    makes the request as a browser does, and records steps and exchanges
//   engines   plays the responses to three engines, whose checks have different orders
//   probe     asks again as other origins
//   redirect  where a response redirects, and whether that is a login
export { readQuestion } from './question.ts'
export type { Question } from './question.ts'
export {
  exchangesOf,
  includesCredentials,
  isInsecureOrigin,
  lastExchange,
  lastOrigin,
  originSentAfter,
  stepsOf,
} from './inquiry.ts'
export type { Exchange, Inquiry } from './inquiry.ts'
export type { EngineEnd } from './engines.ts'
export type { DecidingRow } from './row.ts'
export { record, serverOf } from './record.ts'
export { OTHER_ORIGIN, probe } from './probe.ts'
export type { Probes } from './probe.ts'
export { isLogin, isOtherSpelling, isSentToLogin, redirectTarget } from './redirect.ts'
