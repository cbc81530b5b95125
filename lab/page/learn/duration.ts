const UNITS = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const

/** A whole number of seconds in the largest unit that divides them. */
export function durationOf(seconds: number): string {
  const [length, name] = UNITS.find(([unit]) => seconds % unit === 0)!
  const count = seconds / length
  return `${String(count)} ${name}${count === 1 ? '' : 's'}`
}
