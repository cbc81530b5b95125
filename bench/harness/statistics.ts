export interface Quartiles {
  readonly p25: number
  readonly median: number
  readonly p75: number
}

/** The quartiles of some numbers, with four significant digits. */
export function quartiles(numbers: readonly number[]): Quartiles {
  const sorted = numbers.toSorted((a, b) => a - b)
  const at = (part: number): number => shorten(sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN)
  return { p25: at(0.25), median: at(0.5), p75: at(0.75) }
}

function shorten(number: number): number {
  return Number(number.toPrecision(4))
}
