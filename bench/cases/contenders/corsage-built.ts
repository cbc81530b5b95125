import { cors, corsOfHono } from '../built.js'
import type { Contender } from '../work.ts'
import { corsageInHonoOf, corsageOf } from './corsage.ts'

export const corsage: Contender = corsageOf({ cors })
export const corsageInHono: Contender = corsageInHonoOf({ cors, corsOfHono })
