// How long the first policy of a process takes, when nothing of the code has run before: what a cold start pays.
import { cors } from '../dist/src/index.js'
import { TEN_PATTERNS } from './settings.mjs'

// Node loads its fetch when it is first used, which every answer needs, with a policy or without.
void new Response(null).clone()
const start = performance.now()
cors(TEN_PATTERNS)
console.log((performance.now() - start) * 1000)
