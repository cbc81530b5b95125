/** The known name that shares the most pairs of letters with `name`, case aside; `undefined` when none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined
  let most = 0.14
  for (const candidate of known) {
    const letters = candidate.toLowerCase()
    let shared = 0
    for (let at = 1; at < name.length; at++) if (letters.includes(name.slice(at - 1, at + 1).toLowerCase())) shared++
    const closeness = shared / (name.length + candidate.length)
    if (closeness > most) [best, most] = [candidate, closeness]
  }
  return best
}
