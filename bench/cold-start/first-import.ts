// Runs in a fresh process: how many milliseconds the import of a module and its first policy take.
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { TEN_PATTERNS } from '../harness/settings.ts'

const { href } = pathToFileURL(process.argv[2] ?? '')
const start = performance.now()
const { cors } = (await import(href)) as { cors: (options: object) => unknown }
const imported = performance.now()
cors(TEN_PATTERNS)
const end = performance.now()
console.log(JSON.stringify({ import: imported - start, policy: end - imported, both: end - start }))
