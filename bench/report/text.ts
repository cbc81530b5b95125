import type { CaseName } from '../harness/measure.ts'
import type { About, CpuRun, Machine, Packages } from '../harness/results.ts'
import { RUNTIMES } from '../harness/runtimes.ts'
import type { Quartiles } from '../harness/statistics.ts'

/** A table in Markdown, with numbers on the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, index) => (index ? '---:' : '---'))), ...rows.map(line)].join('\n')
}

/** Nanoseconds, in a unit that suits them. */
export function time(ns: number | undefined): string {
  if (ns === undefined) return '–'
  if (Math.abs(ns) < 1000) return `${ns.toPrecision(3)} ns`
  return Math.abs(ns) < 1e6 ? `${(ns / 1000).toPrecision(3)} µs` : `${(ns / 1e6).toPrecision(3)} ms`
}

export function fixed(ratio: number | undefined): string {
  return ratio === undefined ? '–' : ratio.toFixed(2)
}

/** A median and its quartiles, such as "1.69 µs (1.60 µs – 1.75 µs)". */
export function spread(values: Quartiles | undefined, show: (value: number) => string): string {
  return values ? `${show(values.median)} (${show(values.p25)} – ${show(values.p75)})` : '–'
}

export function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`
}

export function find<Result extends CaseName>(
  results: readonly Result[],
  work: string,
  contender: string,
): Result | undefined {
  return results.find((one) => one.work === work && one.contender === contender)
}

/** The different values of a property, in the order in which they come. */
export function unique<Item, Key extends keyof Item>(items: readonly Item[], key: Key): Item[Key][] {
  return [...new Set(items.map((item) => item[key]))]
}

/** A machine in one line. */
export function describeMachine({ processor, cores, gibibytes, system, architecture }: Machine): string {
  return `${processor}, ${cores} cores, ${gibibytes} GiB, ${system}, ${architecture}`
}

export function describePackages(packages: Packages): string {
  return Object.entries(packages)
    .map((pair) => pair.join(' '))
    .join(', ')
}

/** A runtime and its version. */
export function titleOf({ runtime, version }: Pick<CpuRun, 'runtime' | 'version'>): string {
  return `${RUNTIMES[runtime]} ${version}`
}

/** When and where some runs were measured, so that a plot alone says what a reader needs to judge it. */
export function describeCircumstances(runs: readonly About[]): string {
  const dates = unique(runs, 'date')
  const when = dates.length === 1 ? dates : runs.map(({ runtime, date }) => `${RUNTIMES[runtime]} ${date}`)
  const machines = new Set(runs.map(({ machine }) => describeMachine(machine)))
  return `Measured ${when.join(', ')}, on ${[...machines].join('; ')}.`
}

/** A list in a sentence, such as "1, 2 and 3". */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** The least and the greatest of some numbers, such as "0.12 to 0.30"; one of them when they look alike. */
export function range(numbers: readonly number[], show: (value: number) => string): string {
  const [least, most] = [show(Math.min(...numbers)), show(Math.max(...numbers))]
  return least === most ? least : `${least} to ${most}`
}
