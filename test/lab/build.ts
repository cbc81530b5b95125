import { execSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The built lab, in a folder of its own. */
export interface BuiltLab {
  readonly folder: string
  readonly remove: () => void
}

/** Builds the lab with the command of wrangler.toml. */
export function buildLab(): BuiltLab {
  const folder = mkdtempSync(join(tmpdir(), 'corsage-lab-'))
  const [, command = ''] = /^command = "(.*)"$/m.exec(readFileSync('wrangler.toml', 'utf8')) ?? []
  execSync(command.replaceAll('\\"', '"').replaceAll('lab/dist', folder), {
    env: { ...process.env, PATH: `node_modules/.bin:${process.env['PATH'] ?? ''}` },
  })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
