/** The quartiles of some numbers. */
export function quartiles(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const at = (part) => shorten(sorted[Math.floor((sorted.length - 1) * part)])
  return { p25: at(0.25), median: at(0.5), p75: at(0.75) }
}

/**
 * What is kept of a run: the quartiles of each case, of its ratio to its base and, where a bare application is known,
 * of what was added to that, each taken within a round.
 */
export function summarise(cases, samples) {
  const find = (work, contender) => samples[cases.findIndex((one) => one.work === work && one.contender === contender)]
  return cases.map(({ work, contender, base }, index) => {
    const own = samples[index]
    const other = find(work, base)
    const bare = find(work === 'immutable headers' ? 'immutable headers, no CORS' : 'GET, no CORS', contender)
    const isAdded = bare && !work.startsWith('preflight') && !work.endsWith('no CORS')
    return {
      work,
      contender,
      ns: quartiles(own),
      ratio: other && quartiles(own.map((ns, round) => ns / other[round])),
      added: isAdded ? quartiles(own.map((ns, round) => ns - bare[round])) : undefined,
    }
  })
}

function shorten(number) {
  return Number(number.toPrecision(4))
}
