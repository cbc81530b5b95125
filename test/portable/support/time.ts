/** The least milliseconds that `run` took in a few tries: what else the machine does only ever adds to it. */
export function leastTime(run: () => void, tries = 10): number {
  let least = Infinity
  for (let count = 0; count < tries; count++) {
    const start = performance.now()
    run()
    least = Math.min(least, performance.now() - start)
  }
  return least
}
