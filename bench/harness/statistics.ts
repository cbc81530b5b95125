import type { Case, CaseName } from './measure.ts'

export interface Quartiles {
  readonly p25: number
  readonly median: number
  readonly p75: number
}

/** What is kept of a case. */
export interface Summary extends CaseName {
  readonly ns: Quartiles
  /** To its base in the same round. */
  readonly ratio?: Quartiles | undefined
  /** To the same application without CORS, or to its base, in the same round. */
  readonly added?: Quartiles | undefined
}

/** The quartiles of some numbers, with four significant digits. */
export function quartiles(numbers: readonly number[]): Quartiles {
  return { p25: quantile(numbers, 0.25), median: quantile(numbers, 0.5), p75: quantile(numbers, 0.75) }
}

/** The number below which a part of some numbers lies, with four significant digits. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return Number((sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN).toPrecision(4))
}

/** The quartiles of a function of two samples, taken round by round, so that neighbours in time are compared. */
export function byRound(
  own: readonly number[],
  other: readonly number[],
  compare: (own: number, other: number) => number,
): Quartiles {
  return quartiles(own.map((value, round) => compare(value, other[round] ?? Number.NaN)))
}

/** Summarises the samples of cases: what each takes, in relation to its base, and beyond its bare application. */
export function summarise(
  cases: readonly (CaseName & Pick<Case, 'base'>)[],
  samples: readonly (readonly number[])[],
): Summary[] {
  const find = (work: string, contender: string | undefined): readonly number[] | undefined =>
    samples[cases.findIndex((one) => one.work === work && one.contender === contender)]
  return cases.map(({ work, contender, base }, index) => {
    const own = samples[index] ?? []
    const other = find(work, base)
    const bare = find(work === 'immutable headers' ? 'immutable headers, no CORS' : 'GET, no CORS', contender)
    const isAdded = bare && !work.startsWith('preflight') && !work.endsWith('no CORS')
    return {
      work,
      contender,
      ns: quartiles(own),
      ratio: other && byRound(own, other, (ns, baseNs) => ns / baseNs),
      added: isAdded ? byRound(own, bare, (ns, bareNs) => ns - bareNs) : undefined,
    }
  })
}

/** Summarises the samples of cases, each next to its base at the same work: the ratio, and what is added to the base. */
export function summariseAdded(
  cases: readonly (CaseName & Pick<Case, 'base'>)[],
  samples: readonly (readonly number[])[],
): Summary[] {
  return cases.map(({ work, contender, base }, index) => {
    const own = samples[index] ?? []
    const other = samples[cases.findIndex((one) => one.work === work && one.contender === base)]
    return {
      work,
      contender,
      ns: quartiles(own),
      ratio: other && byRound(own, other, (ns, baseNs) => ns / baseNs),
      added: other && byRound(own, other, (ns, baseNs) => ns - baseNs),
    }
  })
}
