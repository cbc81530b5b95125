// Reading order:
//   question  what the caller asks
//   inquiry   everything that is known about the request: all sentences are made of it
//   record    makes the request as a browser does, and records steps and exchanges
//   probe     asks again as other origins
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
export { record, serverOf } from './record.ts'
export { probe } from './probe.ts'
export type { Probes } from './probe.ts'
