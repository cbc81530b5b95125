import { FORBIDDEN_METHOD } from '../fetch/method.ts'
import { isToken } from '../fetch/token.ts'
import { quote } from '../wording/quote.ts'

/** The path of a row: its segments, and whether it covers everything below as well. */
export interface PathPattern {
  /** Lower case, because many routers ignore the case. `undefined` stands for any one segment. */
  readonly segments: readonly (string | undefined)[]
  /** As they are written, for routers that look at the case. */
  readonly written: readonly (string | undefined)[]
  readonly hasRest: boolean
}

/** The key of a row: `GET,PUT /users/:id`. */
export interface RoutePattern extends PathPattern {
  readonly key: string
  /** The methods that the row is for, with HEAD where GET is. `undefined` for all. */
  readonly methods: readonly string[] | undefined
}

/** Characters that no router decodes, cuts off, or reads in two ways. */
const SEGMENT = /^(?!\.{1,2}$)[\w.~!$&'(),=@-]+$/
const PARAMETER = /^:[A-Za-z_]\w*$/

/** Reads the key of a row. Returns a sentence about what is wrong with it instead. */
export function readPattern(key: string): RoutePattern | string {
  const [, before, path = key] = /^(\S+) +(\S.*)$/.exec(key) ?? []
  const methods = before?.split(',')
  const wrong = methods?.find(
    (method) => !isToken(method) || FORBIDDEN_METHOD.test(method) || method !== method.toUpperCase(),
  )
  if (wrong !== undefined)
    return `${quote(wrong)} is not a method that a page can send: write methods in upper case before the path`
  const read = readPath(path)
  if (typeof read === 'string') return read
  return { ...read, key, methods: methods?.includes('GET') ? [...methods, 'HEAD'] : methods }
}

function readPath(path: string): PathPattern | string {
  if (!path.startsWith('/')) return 'a path begins with a slash'
  if (/[?#]/.test(path)) return 'a preflight may be for another query, so a row has none'
  const hasRest = path.endsWith('/*')
  const whole = hasRest ? path.slice(0, -2) : path
  // The path `/` is one empty segment, so that `/*` covers it.
  if (whole === '/') return { segments: [''], written: [''], hasRest }
  const written = whole === '' ? [] : whole.slice(1).split('/')
  const wrong = written.find((segment) => !SEGMENT.test(segment) && !PARAMETER.test(segment))
  if (wrong === undefined) {
    const read = written.map((segment) => (segment.startsWith(':') ? undefined : segment))
    return { segments: read.map((segment) => segment?.toLowerCase()), written: read, hasRest }
  }
  if (wrong === '') return 'routers differ on empty segments and on a slash at the end, so a row has neither'
  if (wrong.includes('*')) return 'a star stands only at the end, after a slash: "/files/*"'
  if (wrong.startsWith(':')) return 'a parameter is a whole segment, a colon and a name: "/users/:id"'
  return 'routers differ on how they read this segment, so write a parameter such as ":name" instead'
}
