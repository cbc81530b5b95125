// `npm run bench`, or `npm run bench -- node workerd` for some of the runtimes: all that is measured, one after the
// other, and what is written and drawn of it. Each part runs alone as well: `node bench/http.mjs bun`.
import { execFileSync } from 'node:child_process'
import { writeDocument } from './document.mjs'
import { ENVIRONMENT, installed } from './runtimes/commands.mjs'

const chosen = installed(process.argv.slice(2)).map(({ runtime }) => runtime)
for (const part of ['run.mjs', 'http.mjs', 'cold-start.mjs']) run('node', part, ...chosen)
run('node', 'simulation.mjs')
run('oxfmt', writeDocument())
run('node', 'plot.mjs')

function run(command, ...args) {
  execFileSync(command, args, { cwd: import.meta.dirname, env: ENVIRONMENT, stdio: 'inherit' })
}
