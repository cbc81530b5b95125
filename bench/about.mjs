import { readFileSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'
import { join } from 'node:path'

/** On what the figures were found: on another machine they are others. */
export function machine() {
  return {
    processor: cpus()[0]?.model,
    cores: cpus().length,
    gibibytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split('-')[0]}`,
    architecture: process.arch,
  }
}

/** The same in one line. */
export function describeMachine({ processor, cores, gibibytes, system, architecture }) {
  return `${processor}, ${cores} cores, ${gibibytes} GiB, ${system}, ${architecture}`
}

/** The versions that are installed here of some packages. */
export function versions(packages) {
  const pairs = packages.map((name) => {
    const manifest = readFileSync(join(import.meta.dirname, 'node_modules', name, 'package.json'), 'utf8')
    return [name, JSON.parse(manifest).version]
  })
  return Object.fromEntries(pairs)
}

/** The day, which tells how old the figures are. */
export function today() {
  return new Date().toISOString().slice(0, 10)
}
