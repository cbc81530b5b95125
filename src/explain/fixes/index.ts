// Reading order: what the rows of failures use.
//   fix         what a fix is
//   row         which row of a table to change
//   policy      the options that allow everything the page asks for (policy-change), as a fix
//   call        what the page can change
//   server      the headers that a server has to send
//   redirect    what to do about a redirect; login: about a redirect to a login
//   permission  which of these, where a permission is missing
export { inCall, inServer, visibleFix } from './fix.ts'
export type { Fix } from './fix.ts'
export { inTab, originFix, overHttp, throughOwnServer, WITH_CORS } from './call.ts'
export { beforeOthers } from './server.ts'
export { locationFix } from './redirect.ts'
export { aroundLogin } from './login.ts'
export { credentialed, sharing } from './permission.ts'
