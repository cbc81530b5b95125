import { cors } from '../../dist/src/index.js'
import { TEN_PATTERNS } from '../settings.mjs'

export const handler = cors(TEN_PATTERNS).wrap(() => new Response('ok'))
