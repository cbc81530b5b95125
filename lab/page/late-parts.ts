// The parts that nobody needs before the first verdict, and that nearly everybody needs after it.
export { More } from './ask/more.tsx'
export { Choices, ReadAs } from './clue/reading.tsx'
export { applyFix } from './model/fix.ts'
export { Below } from './see/below.tsx'
