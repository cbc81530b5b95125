import type { ConsoleReading } from './reading.ts'

/**
 * Messages about one call, read together: the one that says why seldom names the method, and the network error next to it
 * does. A preflight that the console shows by its status is not a failure of its own, if another message says what is wrong.
 */
export function together(readings: readonly ConsoleReading[]): ConsoleReading[] {
  const reasons = readings.filter(({ codes, method }) => codes.length > 0 && method === undefined)
  return readings
    .filter((one) => one.method !== 'OPTIONS' || !reasons.some((other) => isOneCall(one, other)))
    .map((one) => (one.codes.length === 0 || one.method !== undefined ? one : completed(one, readings)))
}

function isOneCall(one: ConsoleReading, other: ConsoleReading): boolean {
  return one !== other && one.url !== undefined && one.url === other.url && one.engine === other.engine
}

/** A reading with the method and the status that other messages name. */
function completed(one: ConsoleReading, readings: readonly ConsoleReading[]): ConsoleReading {
  const others = readings.filter((other) => other.method !== undefined && isOneCall(one, other))
  const method = others.find((other) => other.method !== 'OPTIONS')?.method
  const isPreflight = one.codes.every((code) => code.startsWith('preflight-'))
  const status = others.find((other) => (other.method === 'OPTIONS') === isPreflight)?.status
  return { ...(method !== undefined && { method }), ...(status !== undefined && { status }), ...one }
}
