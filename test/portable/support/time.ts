/** The shortest time of several runs, in milliseconds. Other work of the machine can only make a run slower. */
export function leastTime(run: () => void, tries = 10): number {
  let least = Infinity
  for (let count = 0; count < tries; count++) {
    const start = performance.now()
    run()
    least = Math.min(least, performance.now() - start)
  }
  return least
}
