import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../guarantees.ts'
import type { Mutation } from './claim.ts'

/**
 * Applies a mutation to the source of its file.
 *
 * @throws {Error} if the source has the snippet more than once, or no longer
 */
export function mutated(source: string, [why, file, find, replace]: Mutation): string {
  const parts = source.split(find)
  if (parts.length !== 2) throw new Error(`${file} has this ${parts.length - 1} times, expected once: ${find} (${why})`)
  return parts.join(replace)
}

/** The source of the file that a mutation changes, with the change. */
export function mutatedFile(mutation: Mutation): string {
  return mutated(readFileSync(join(ROOT, mutation[1]), 'utf8'), mutation)
}
