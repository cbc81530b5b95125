/** Letters: nothing near is as long, and comparing takes time for each letter. */
const MAX_STEM = 99

/**
 * The known name that was probably meant: a synonym, or a name that differs in at most a third of its letters.
 * `undefined` if no name is near, because a wrong hint is worse than none.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const stem = stemOf(name)
  const [near] = known
    .map((candidate) => [slips(stem, stemOf(candidate)), candidate] as const)
    .toSorted(([one], [other]) => one - other)
  return near && near[0] * 3 <= stem.length ? near[1] : undefined
}

/**
 * Removes the prefixes that other libraries use (`access-control-allow-`), and replaces their synonyms by our names.
 */
function stemOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
    .replace(/^(accesscontrol|dangerously)?(al+ow(ed)?|supports?|with)?/, '')
    .replace(/^optionssuccess/, 'preflight')
    .replace(/^expose$/, 'exposeheaders')
    .slice(0, MAX_STEM)
}

/** How many letters have to be added, removed or replaced to turn one word into another (Levenshtein distance). */
function slips(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (const letter of from) {
    let corner = row[0]!++
    row = row.map((above, at) => {
      if (!at) return above
      const least = Math.min(corner + Number(letter !== to[at - 1]), above + 1, row[at - 1]! + 1)
      corner = above
      return (row[at] = least)
    })
  }
  return row[to.length]!
}
