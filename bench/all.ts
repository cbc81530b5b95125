/**
 * `npm run bench`, or `npm run bench -- node workerd` for some of the runtimes: measures everything, one part after the
 * other, then writes the document and draws the plots. Each part also runs alone, such as `node bench/http.ts bun`.
 */
import { execFileSync } from 'node:child_process'
import process from 'node:process'
import { ENVIRONMENT, installed } from './harness/runtimes.ts'

const chosen = installed(process.argv.slice(2)).map(({ runtime }) => runtime)
for (const part of ['cpu.ts', 'policies.ts', 'http.ts', 'cold-start.ts']) run(part, ...chosen)
for (const part of ['simulation.ts', 'report/document.ts', 'plot.ts']) run(part)

function run(...args: readonly string[]): void {
  execFileSync('node', args, { cwd: import.meta.dirname, env: ENVIRONMENT, stdio: 'inherit' })
}
