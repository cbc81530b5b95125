// The build that is measured. TypeScript reads `built.d.ts` instead, so that the check of the types needs no build.
export { cors } from '../../../dist/src/index.js'
export { originFilter, originStore } from '../../../dist/src/origins/index.js'
export { live, shadow } from '../../../dist/src/rollout/index.js'
export { routes } from '../../../dist/src/routes/index.js'
