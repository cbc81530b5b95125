import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The built lab, in a folder of its own. */
export interface BuiltLab {
  readonly folder: string
  readonly remove: () => void
}

/** Builds the lab as wrangler.toml does. */
export function buildLab(): BuiltLab {
  const folder = mkdtempSync(join(tmpdir(), 'corsage-lab-'))
  execFileSync(process.execPath, ['lab/build.mjs', folder])
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
