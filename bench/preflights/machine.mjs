import { cpus, release, totalmem, type } from 'node:os'

/** What the figures were measured on. */
export function machine() {
  return {
    processor: cpus()[0]?.model,
    cores: cpus().length,
    gibibytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split('-')[0]}`,
    architecture: process.arch,
  }
}
