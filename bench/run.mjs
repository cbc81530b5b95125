// `npm run bench`, or `npm run bench -- node workerd` for some of the runtimes.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { machine, today, versions } from './about.mjs'
import { writeDocument } from './document.mjs'
import { describeRun } from './report.mjs'
import { quartiles } from './statistics.mjs'

const DENO = ['run', '--allow-all', '--no-lock', '--no-config', '--node-modules-dir=manual', '--quiet']
const RUNTIMES = {
  node: { command: ['node'], version: ['node', '-p', 'process.versions.node'], script: 'runtimes/local.mjs' },
  bun: { command: ['bun'], version: ['bun', '--version'], script: 'runtimes/local.mjs' },
  deno: {
    command: ['deno', ...DENO],
    version: ['deno', 'eval', '--quiet', 'console.log(Deno.version.deno)'],
    script: 'runtimes/local.mjs',
  },
  workerd: { command: ['node'], version: ['workerd', '--version'], script: 'runtimes/workerd.mjs' },
}
/** A young generation in which all fits that is measured, else a collection takes away what is to be counted. */
const HEAP = ['node', '--expose-gc', '--min-semi-space-size=128', '--max-semi-space-size=128']
const RIVALS = ['hono', 'h3', 'itty-router', 'elysia', '@elysiajs/cors', '@whatwg-node/server', 'edge-cors']
const FIRST_POLICIES = 15

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !RUNTIMES[name])
if (unknown.length)
  throw new Error(`Unknown runtime ${unknown.join(', ')}, expected ${Object.keys(RUNTIMES).join(', ')}`)

const folder = mkdtempSync(join(tmpdir(), 'corsage-bench-'))
const results = join(import.meta.dirname, 'results')
mkdirSync(results, { recursive: true })
try {
  for (const name of chosen.length ? chosen : Object.keys(RUNTIMES)) {
    const found = { runtime: name, ...about(name), ...measureOn(name) }
    const file = join(results, `${name}.json`)
    writeFileSync(file, JSON.stringify(found))
    run(['oxfmt', file])
    console.log(describeRun(found))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (Object.keys(RUNTIMES).every((name) => existsSync(join(results, `${name}.json`)))) run(['oxfmt', writeDocument()])

function measureOn(name) {
  const { command, script } = RUNTIMES[name]
  const found = report(command, script)
  if (name === 'workerd') return found
  const first = Array.from({ length: FIRST_POLICIES }, () => Number(run([...command, 'first-policy.mjs'])))
  return {
    ...found,
    firstPolicyMicroseconds: quartiles(first),
    ...(name === 'node' && { heap: report(HEAP, 'heap.mjs') }),
  }
}

/** What a script writes to the file that it is told: what it prints may be mixed with what libraries print. */
function report(command, script) {
  const file = join(folder, 'report.json')
  console.error(`Running ${[...command, script].join(' ')}`)
  run([...command, script, file])
  return JSON.parse(readFileSync(file, 'utf8'))
}

function run([command, ...args]) {
  return execFileSync(command, args, {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
  }).trim()
}

function about(name) {
  return {
    version: run(RUNTIMES[name].version).replace(/^workerd /, ''),
    date: today(),
    machine: machine(),
    packages: versions(RIVALS),
  }
}
