/** Runs an example, on any runtime, and ends also when it listens for requests: `run.ts FILE NUMBER-OF-CHECKS` */
import process from 'node:process'
import { checked } from './check.ts'

const [file, count] = process.argv.slice(2)
await import(new URL(String(file), import.meta.url).href)
if (checked.size !== Number(count)) throw new Error(`Ran ${checked.size} checks of the example, expected ${count}`)
process.exit()
