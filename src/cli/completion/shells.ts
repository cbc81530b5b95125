export { bashCompletion } from './bash.ts'
export { fishCompletion } from './fish.ts'
export { wordsOf } from './words.ts'
export { zshCompletion } from './zsh.ts'
