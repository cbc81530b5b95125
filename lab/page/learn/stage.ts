import { installServerRequest } from '../model/run.ts'

installServerRequest()

export { Outcome } from './outcome.tsx'
export { play } from './plays.ts'
