/** Names that other libraries use, and that no comparison of letters finds. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['optionssuccessstatus', 'preflightStatus'],
  ['preflightmaxage', 'maxAge'],
])

/**
 * The known name that was probably meant: a synonym, a name that begins or ends with the given one, or one that a few
 * slips away, at most a third of its letters. `undefined` when none is near: a wrong hint is worse than none.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const stem = stemOf(name)
  const synonym = SYNONYMS.get(name.toLowerCase())
  if (synonym && known.includes(synonym)) return synonym
  const near = known
    .map((candidate) => {
      const whole = slips(name.toLowerCase(), candidate.toLowerCase())
      return [Math.min(whole, slips(stem, stemOf(candidate))), candidate] as const
    })
    .toSorted(([one], [other]) => one - other)[0]
  if (near && near[0] * 3 <= stem.length) return near[1]
  return name.length > 3 ? known.find((candidate) => isEndOf(name.toLowerCase(), candidate.toLowerCase())) : undefined
}

/** What is left of a name without the words that the libraries of the field put before it: `allowed`, `supports`. */
function stemOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
    .replace(/^(accesscontrol)?(allow(ed)?|supports?|with)?/, '')
}

function isEndOf(name: string, candidate: string): boolean {
  return candidate.startsWith(name) || candidate.endsWith(name)
}

/** How many letters have to be added, removed or replaced to make one word of another (Levenshtein distance). */
function slips(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (const [at, letter] of [...from].entries()) {
    const above = row
    row = [at + 1]
    for (const [place, other] of [...to].entries())
      row.push(Math.min(above[place]! + Number(letter !== other), above[place + 1]! + 1, row[place]! + 1))
  }
  return row.at(-1)!
}
