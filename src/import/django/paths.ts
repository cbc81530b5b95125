import { quote } from '../../wording/quote.ts'
import { readExpression } from './regexes.ts'
import { find, type Project, refuseType, SETTINGS } from './settings.ts'

/** Expressions that match every path. The path of a request begins with a slash. */
const EVERY_PATH = /^(?:\^?\/?(?:\.\*)?\$?)$/
/** Nothing but the end of an expression that matches only the empty path. */
const NO_PATH = /^\^?\$$/
/** Characters that a row of a table can have, and groups of them: `(api|auth)`. */
const LITERAL = /^(?:\/(?:[\w~-]|\(\?:[\w|~-]+\)|\([\w|~-]+\))+)+$/
const GROUP = /\((?:\?:)?([^()]*)\)/
/** MULTILINE, DOTALL, UNICODE and ASCII: they change nothing for a path without line feeds. */
const HARMLESS_FLAGS = 8 | 16 | 32 | 256
const MAX_ROWS = 50

/**
 * Reads the paths that Django answers for, as keys for `routes()`. `undefined` for all paths. Only prefixes that end with
 * a slash, and exact paths, mean in a table what they mean in Django.
 */
export function readPaths(project: Project): readonly string[] | undefined {
  const found = find(project, SETTINGS.urls)
  if (!found) return undefined
  const { name } = found
  const regex = readExpression(found.value)
  if (!regex) {
    refuseType(project, SETTINGS.urls, found, 'a regular expression as a string')
    return undefined
  }
  const text = regex.text.replaceAll(/\\([/_-])/g, '$1')
  if (EVERY_PATH.test(text) && !NO_PATH.test(text) && !/^\^?\/\$$/.test(text)) return undefined
  const keys = keysOf(text)
  if (keys && !(regex.flags & ~HARMLESS_FLAGS)) {
    if (/\/(?:\.\*\$?)?$/.test(text)) reportSlash(project, name, regex.text)
    return keys
  }
  const nearest = /^[^.]/.test(text) ? keysOf(`${text.replace(/\/?(?:\.[*+])?\$?$/, '')}/`) : undefined
  const message = `is ${quote(regex.text)}, expected a prefix such as "^/api/.*$", or an exact path such as "^/health$"`
  project.findings.refuse('urls-regex', name, message, { ...(nearest && { nearest }) })
  return undefined
}

function reportSlash({ findings }: Project, name: string, text: string): void {
  const message = `is ${quote(text)}, and its row leaves out the path that ends with the slash, because routers differ on it`
  findings.note('urls-slash', name, message)
}

/** The keys of the rows for an expression. `undefined` if no rows mean the same. */
function keysOf(text: string): string[] | undefined {
  const [, path = '', end] = /^\^?(\/.*?)(\/(?:\.[*+]\$?)?|\$)$/.exec(text) ?? []
  if (!LITERAL.test(path)) return undefined
  const paths = spell(path)
  return paths?.map((one) => (end === '$' ? one : `${one}/*`))
}

function spell(path: string): string[] | undefined {
  let paths = [path]
  while (paths.some((one) => GROUP.test(one))) {
    paths = paths.flatMap((one) => {
      const [group, names = ''] = GROUP.exec(one) ?? []
      return group ? names.split('|').map((name) => one.replace(group, () => name)) : [one]
    })
    if (paths.length > MAX_ROWS) return undefined
  }
  // An empty alternative makes an empty segment, and routers differ on those.
  return paths.some((one) => /\/(?:\/|$)/.test(one)) ? undefined : paths
}
