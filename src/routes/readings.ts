/**
 * A path that every router reads in the same way: no escape, no `+`, no capital, no empty segment, no dot at
 * the end of one.
 */
const PLAIN = /^(?:\/[a-z\d_.~!$&'(),=@*:-]*[a-z\d_~!$&'(),=@*:-])+$/

/** The most characters of an odd path, and of all of its readings, that are looked at, because a client chooses both. */
const MAX_ODD = 1024
const MAX_READ = 16_384

/**
 * Whether every router reads a path in the same way. A long path is not plain, because looking at it costs time.
 */
export function isPlain(path: string): boolean {
  return path === '/' || (path.length <= MAX_ODD && PLAIN.test(path))
}

/**
 * The ways in which servers and routers read an odd path before they look for a route. They decode escapes, once or
 * more often, take `\` as `/`, cut parameters off a segment (`/a;v=1`), merge slashes, resolve dots, drop a slash at the
 * end, and ignore the case, each of them or not.
 *
 * @returns `undefined` if the path cannot be read with certainty: it is too long, odd in too many ways, or not UTF-8
 */
export function readingsOf(path: string): Set<string> | undefined {
  if (path.length > MAX_ODD) return
  const decoded = decodings(path)
  if (!decoded) return
  let readings = new Set(decoded)
  for (const read of STEPS) {
    readings = new Set([...readings, ...[...readings].map(read)])
    if (readings.size * path.length > MAX_READ) return
  }
  return readings
}

/** What a router may do, in the order in which it would. */
const STEPS: readonly ((path: string) => string)[] = [
  // Some programs end a string at the first NUL, and a path at the first `?` or `#`, also at a decoded one.
  (path) => path.replace(/[\0?#][^]*/, ''),
  // In some routers, `;` begins the query.
  (path) => path.replace(/;[^]*/, ''),
  (path) => path.replaceAll('\\', '/'),
  // As in a form.
  (path) => path.replaceAll('+', ' '),
  (path) => path.replaceAll(/;[^/]*/g, ''),
  // The URL Standard takes these for dots, and decodes nothing else (https://url.spec.whatwg.org/#double-dot-path-segment).
  (path) => path.replaceAll(/(?<=\/)(?:\.|%2e){1,2}(?![^/])/gi, (dots) => dots.replaceAll(/%2e/gi, '.')),
  // The URL Standard drops blanks at the end, and some file systems dots as well, except from `.` and `..`. Each run of
  // them is looked at once.
  (path) => path.replaceAll(/(?<![ \t\r\n])[ \t\r\n]+(?![^/])/g, ''),
  (path) => path.replaceAll(/(?<![. \t\r\n])(?!(?<=\/)\.{1,2}(?![^/]))[. \t\r\n]+(?![^/])/g, ''),
  (path) => path.replaceAll(/\/{2,}/g, '/'),
  resolveDots,
  (path) => path.replaceAll(/\/{2,}/g, '/'),
  (path) => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path),
]

/** The path decoded no times, once, twice and three times. */
function decodings(path: string): string[] | undefined {
  const decoded = [path]
  try {
    for (let last = path; last.includes('%');) {
      // Most decoders leave an invalid escape as it is.
      last = last.replaceAll(/(?:%[\da-f]{2})+/gi, decodeURIComponent)
      if (last === decoded.at(-1)) break
      if (decoded.length > 3) return
      decoded.push(last)
    }
  } catch {
    // Not UTF-8. Some decoders read such bytes as a slash.
    return
  }
  return decoded
}

function resolveDots(path: string): string {
  const kept: string[] = []
  const segments = path.split('/').slice(1)
  for (const [at, segment] of segments.entries()) {
    if (segment === '..') kept.pop()
    if (segment !== '.' && segment !== '..') kept.push(segment)
    else if (at === segments.length - 1) kept.push('')
  }
  return `/${kept.join('/')}`
}

/** The spelling of a path for routers that ignore the case, or the form of a character in Unicode. */
export function fold(path: string): string {
  return path.normalize('NFKC').toUpperCase().toLowerCase()
}
