import type { ConsoleReading } from './reading.ts'

/**
 * Messages about one call, read together: the one that says why seldom names the method, and the network error next to it
 * does. A preflight that the console shows by its status is not a failure of its own, if another message says what is wrong.
 */
export function together(readings: readonly ConsoleReading[]): ConsoleReading[] {
  const reasons = readings.filter(({ codes }) => codes.length > 0)
  const isOf = (one: ConsoleReading, other: ConsoleReading): boolean =>
    one !== other && one.url !== undefined && one.url === other.url && one.engine === other.engine
  return readings
    .filter(
      (one) => one.method !== 'OPTIONS' || !reasons.some((other) => other.method === undefined && isOf(one, other)),
    )
    .map((one) => {
      if (one.codes.length === 0 || one.method !== undefined) return one
      const { method } = readings.find((other) => other.method && other.method !== 'OPTIONS' && isOf(one, other)) ?? {}
      const isPreflight = one.codes.every((code) => code.startsWith('preflight-'))
      const { status } =
        readings.find((other) => (other.method === 'OPTIONS') === isPreflight && other.status && isOf(one, other)) ?? {}
      return { ...(method !== undefined && { method }), ...(status !== undefined && { status }), ...one }
    })
}
