// Reading order: what a stuck person has in hand, as facts.
//   console/   messages in the console of a browser      curl/, fetch/  calls, as lines of curl and as `fetch()`
//   har/       recordings of developer tools             question/      what of it `explain()` can explain
//   dump/      exchanges that programs print             forms          text without what was put around it
//   headers    the page and the browser's own headers    mask           secrets, in everything that is shown
export type { CallReading, ClueCall } from './call.ts'
export { readConsole } from './console/read.ts'
export type { ConsoleReading } from './console/reading.ts'
export type { OtherBlock } from './console/blocks.ts'
export { readCurl } from './curl/read.ts'
export { readFetch } from './fetch/read.ts'
export { formsOf } from './forms.ts'
export type { HarGap } from './har/judge.ts'
export { readHar } from './har/read.ts'
export type { HarCall, HarReading } from './har/read.ts'
export { MASK, maskHeader, maskStrings, maskText, maskUrl } from './mask.ts'
export { questionOfCall } from './question/from-call.ts'
export { questionsOfConsole } from './question/from-console.ts'
export type { About, ConsoleQuestion } from './question/from-console.ts'
