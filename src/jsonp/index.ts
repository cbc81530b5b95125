export { jsonp } from './jsonp.ts'
export type { JsonpOptions } from './options.ts'
