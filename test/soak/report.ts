import { cpus, release, totalmem, type as systemType } from 'node:os'
import process from 'node:process'
import { MAX_GROWTH } from './memory.ts'
import type { Settings } from './settings.ts'
import type { Soaked } from './soak.ts'

/** One server's part of a soak, as it is kept in `results.json`. */
export interface Result extends Pick<Settings, 'minutes' | 'rate'>, Soaked {
  readonly runtime: string
  readonly version: string
  readonly date: string
  readonly machine: ReturnType<typeof machine>
}

/** The machine that the figures belong to. */
export function machine(): Record<'processor' | 'system' | 'architecture', string> & {
  cores: number
  gibibytes: number
} {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    gibibytes: Math.round(totalmem() / 2 ** 30),
    system: `${systemType()} ${release().split('-')[0]}`,
    architecture: process.arch,
  }
}

/** The results of a soak, for people. */
export function describeSoak(results: readonly [Result, ...Result[]]): string {
  const [{ date, minutes, rate, machine: on, sent: kinds }] = results
  const mebibytes = (number: number): string => `${number.toFixed(1)} MiB`
  const rows = results.map(({ runtime, version, sent, checked, memory, rejections, lines }) =>
    [
      `${runtime} ${version}`,
      Object.values(sent).reduce((sum, count) => sum + count, 0),
      checked,
      mebibytes(memory.first),
      mebibytes(memory.warm),
      mebibytes(memory.last),
      mebibytes(memory.most),
      mebibytes(memory.growth),
      rejections,
      lines,
    ].map(String),
  )
  const head = ['server', 'requests', 'checked', 'memory', 'after ¼', 'last', 'most', 'growth', 'rejections', 'output']
  return [
    `Soak of ${minutes} minutes, ${rate} requests per second to each server, ${date}`,
    `${on.processor}, ${on.cores} cores, ${on.gibibytes} GiB, ${on.system}, ${on.architecture}`,
    '',
    ...table([head, ...rows]),
    '',
    'Memory is that of the process after a collection, except for "most". Growth is from the first quarter to the end, by',
    `least squares, at most ${MAX_GROWTH} MiB. Output is the number of lines that the server printed.`,
    '',
    ...table([
      ['requests', ...results.map(({ runtime }) => runtime)],
      ...Object.keys(kinds).map((kind) => [kind].concat(results.map(({ sent }) => String(sent[kind])))),
    ]),
  ].join('\n')
}

function table(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  return rows.map((row) =>
    row.map((cell, column) => (column ? cell.padStart(width(column)) : cell.padEnd(width(0)))).join('  '),
  )
}
