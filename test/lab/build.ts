import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The built lab, in a folder of its own. */
export interface BuiltLab {
  readonly folder: string
  readonly remove: () => void
}

/** A part of an older build. */
export const OLD_PART = 'part-00000000.js'

/** Builds the lab as wrangler.toml does, over an older build. */
export function buildLab(): BuiltLab {
  const folder = mkdtempSync(join(tmpdir(), 'corsage-lab-'))
  writeFileSync(join(folder, OLD_PART), '')
  execFileSync(process.execPath, ['lab/build.mjs', folder])
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
