// `npm run bench`, or `npm run bench -- node workerd` for some of the runtimes: what answers cost, in CPU time and bytes.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { machine, today, versions } from './about.mjs'
import { describeRun } from './report.mjs'
import { commandOf, ENVIRONMENT, installed } from './runtimes/commands.mjs'
import { temporaryFolder } from './temporary-folder.mjs'

/** A young generation in which all fits that is measured, else a collection takes away what is to be counted. */
const HEAP = ['node', '--expose-gc', '--min-semi-space-size=128', '--max-semi-space-size=128', 'heap.mjs']
const RIVALS = ['hono', 'h3', 'itty-router', 'elysia', '@elysiajs/cors', '@whatwg-node/server', 'edge-cors']
const RESULTS = join(import.meta.dirname, 'results')

const chosen = installed(process.argv.slice(2))
const folder = temporaryFolder()
mkdirSync(RESULTS, { recursive: true })
for (const one of chosen) {
  const about = { ...one, date: today(), machine: machine(), packages: versions(RIVALS) }
  const found = { ...about, ...measureOn(one.runtime) }
  const file = join(RESULTS, `${one.runtime}.json`)
  writeFileSync(file, JSON.stringify(found))
  run(['oxfmt', file])
  console.log(describeRun(found))
}

function measureOn(runtime) {
  if (runtime === 'workerd') return report(['node', 'runtimes/workerd.mjs'])
  const found = report([...commandOf(runtime), 'runtimes/local.mjs'])
  return { ...found, ...(runtime === 'node' && { heap: report(HEAP) }) }
}

/** What a script writes to the file that it is told: what it prints may be mixed with what libraries print. */
function report(command) {
  const file = join(folder, 'report.json')
  console.error(`Running ${command.join(' ')}`)
  run([...command, file])
  return JSON.parse(readFileSync(file, 'utf8'))
}

function run([command, ...args]) {
  execFileSync(command, args, { cwd: import.meta.dirname, env: ENVIRONMENT })
}
