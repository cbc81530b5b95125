export { cors } from '../../../src/index.ts'
export { originFilter, originStore } from '../../../src/origins/index.ts'
export { live, shadow } from '../../../src/rollout/index.ts'
export { routes } from '../../../src/routes/index.ts'
