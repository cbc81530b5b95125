export { planFiles } from './plan-files.ts'
export { findRunner, installCommand, readProject } from './project.ts'
export { readWish } from './read-wish.ts'
