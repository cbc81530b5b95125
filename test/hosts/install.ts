/**
 * Installs the frameworks that are too heavy for the manifest of the repository. Each has a folder with a manifest and a
 * lock file of its own. What is installed already stays.
 */
import { execFile } from 'node:child_process'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

async function install(lock: string): Promise<void> {
  const folder = dirname(lock)
  // A copy of the lock file, which npm removes together with the folder.
  const installed = join(folder, 'node_modules/.corsage-lock.json')
  const wanted = readFileSync(lock, 'utf8')
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return
  console.log(`Installing ${folder}`)
  await run('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'])
  writeFileSync(installed, wanted)
}

// Two at a time, because each waits for the network and for the disk.
const locks = globSync('test/hosts/*/package-lock.json').values()
await Promise.all(
  [locks, locks].map(async (queue) => {
    // oxlint-disable-next-line no-await-in-loop -- one after the other in each of the two
    for (const lock of queue) await install(lock)
  }),
)
