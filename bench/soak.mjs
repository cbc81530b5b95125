// `npm run soak`, or `npm run soak -- --minutes 1 --rate 100 deno` for a short one: servers with Corsage on real
// runtimes under mixed honest and hostile traffic, all at once. It fails at the first wrong answer, and at the end when
// a server has grown.
import { machine, today, versions } from './about.mjs'
import { stop } from './processes.mjs'
import { keep } from './results.mjs'
import { installed } from './runtimes/commands.mjs'
import { NUMBERS, readArguments } from './soak/arguments.mjs'
import { HAS_MEMORY } from './soak/memory.mjs'
import { describeSoak } from './soak/report.mjs'
import { faultsAtEnd, soak } from './soak/run.mjs'
import { startServer } from './soak/servers.mjs'
import { temporaryFolder } from './temporary-folder.mjs'

/** Faults that are shown: after the first, there may be many of its kind on their way. */
const SHOWN = 5

const { minutes, rate, runtimes } = settings()
const chosen = installed(runtimes)
const folder = temporaryFolder()
const faults = []
const failed = new AbortController()
const servers = await Promise.all(
  chosen.map(async ({ runtime, version }) => ({ runtime, version, ...(await startServer(runtime, folder)) })),
)
console.error(`Soaking ${chosen.map(({ runtime }) => runtime).join(', ')} for ${minutes} minutes`)
const found = await Promise.all(servers.map(soakOne))
await Promise.all(servers.map(({ child }) => stop(child)))
if (found.every(Boolean)) {
  console.log(describeSoak(found))
  faults.push(...found.flatMap(faultsAtEnd))
}
if (faults.length) {
  console.error(`\n${faults.slice(0, SHOWN).join('\n\n')}\n\nThe soak has failed: ${faults.length} faults`)
  process.exit(1)
}
if (minutes >= NUMBERS.minutes.usual) keep('soak.json', found)
else console.error(`\nNot kept in bench/results: it takes ${NUMBERS.minutes.usual} minutes for that`)

function settings() {
  try {
    if (!HAS_MEMORY) throw new Error('The soak reads the memory of its servers in /proc, expected Linux')
    return readArguments(process.argv.slice(2))
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}

async function soakOne(server) {
  const { runtime, version } = server
  const report = (fault) => {
    faults.push(`${runtime}: ${fault}`)
    failed.abort()
  }
  const about = { runtime, version, date: today(), machine: machine(), packages: versions(['autocannon']) }
  const result = await soak(server, { minutes, rate, signal: failed.signal, report })
  return result && { ...about, minutes, rate, ...result }
}
