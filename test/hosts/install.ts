/**
 * Installs the frameworks that are too heavy for the manifest of the repository. Each has a folder with a manifest and a
 * lock file of its own. What is installed already stays.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

for (const lock of globSync('test/hosts/*/package-lock.json')) {
  const folder = dirname(lock)
  // A copy of the lock file, which npm removes together with the folder.
  const installed = join(folder, 'node_modules/.corsage-lock.json')
  const wanted = readFileSync(lock, 'utf8')
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) continue
  console.log(`Installing ${folder}`)
  execFileSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'], { stdio: 'inherit' })
  writeFileSync(installed, wanted)
}
