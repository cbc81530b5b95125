// The parts that nobody needs before the first verdict. They are one file, because the scripts that several files share
// become files, too, and the first verdict would have to load all of these.
export { More } from './ask/more.tsx'
export { Choices, ReadAs } from './clue/reading.tsx'
export { applyFix } from './model/fix.ts'
export { Below } from './see/below.tsx'
