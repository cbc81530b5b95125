export { playCsrf } from './csrf.ts'
export { playJsonp } from './jsonp.ts'
