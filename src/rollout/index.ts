export { live, type LiveLayer } from './live.ts'
export { type Difference, shadow, type ShadowOptions } from './shadow.ts'
