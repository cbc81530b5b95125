export { installCommand } from './install-command.ts'
export { planFiles } from './plan-files.ts'
export { findRunner, readProject } from './project.ts'
export { readWish } from './read-wish.ts'
