import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, 'results')

/**
 * Puts what was found on some runtimes into a file, in place of what it had of these: a run on one of them takes
 * nothing away from the others. So each says itself when, with what and on which machine it was found.
 */
export function keep(name, found) {
  const file = join(FOLDER, name)
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  const others = before.filter((old) => !found.some(({ runtime }) => runtime === old.runtime))
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(file, JSON.stringify([...others, ...found].toSorted(byRuntime)))
  execFileSync('oxfmt', [file])
}

function byRuntime({ runtime: one }, { runtime: other }) {
  const order = ['node', 'bun', 'deno', 'workerd']
  return order.indexOf(one) - order.indexOf(other)
}
