import type { CaseName } from '../harness/case.ts'

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

export function find<Result extends CaseName>(
  results: readonly Result[],
  work: string,
  contender: string,
): Result | undefined {
  return results.find((one) => one.work === work && one.contender === contender)
}
