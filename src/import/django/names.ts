import { CORS_HEADER, FORBIDDEN_REQUEST_HEADER } from '../../fetch/header-classes.ts'
import { quote } from '../../wording/quote.ts'
import { checkEntry } from './entry.ts'
import { find, type Project, readList, refuseType, type Setting, SETTINGS } from './settings.ts'

const METHODS = ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT']
const HEADERS = ['accept', 'authorization', 'content-type', 'user-agent', 'x-csrftoken', 'x-requested-with']
/** In version 3 only. No script can set them. */
const DROPPED_HEADERS = ['accept-encoding', 'dnt', 'origin']

const MAX_SECONDS = 86_400

/** The options of a policy about methods, headers and time. They are always given, because the defaults differ. */
export interface NameOptions {
  readonly allowMethods: readonly string[]
  readonly allowHeaders: readonly string[]
  readonly exposeHeaders?: readonly string[]
  readonly maxAge?: number
}

export function readNames(project: Project, credentials: boolean): NameOptions {
  const exposed = readNameList(project, SETTINGS.expose, 'exposeHeaders', credentials) ?? []
  const maxAge = readMaxAge(project)
  return {
    allowMethods: readNameList(project, SETTINGS.methods, 'allowMethods', credentials) ?? METHODS,
    allowHeaders: readNameList(project, SETTINGS.headers, 'allowHeaders', credentials) ?? defaultHeaders(project),
    ...(maxAge && { maxAge }),
    ...(exposed.length && { exposeHeaders: exposed }),
  }
}

function defaultHeaders({ major, findings }: Project): readonly string[] {
  if (major < 4) {
    const names = DROPPED_HEADERS.join(', ')
    findings.note(
      'header-dropped',
      SETTINGS.headers.name,
      `has ${names} by default, which are left out: no script can set them`,
    )
  }
  return HEADERS
}

function readNameList(
  project: Project,
  setting: Setting,
  option: string,
  credentials: boolean,
): readonly string[] | undefined {
  const list = readList(project, setting)
  return list?.value.filter((entry, index): entry is string => {
    if (option === 'allowHeaders' && typeof entry === 'string' && isDropped(entry)) {
      const message = `is ${quote(entry)}, which is left out: no script can set this header`
      project.findings.note('header-dropped', list.name, message, { index })
      return false
    }
    return checkEntry(project, list.name, index, option, entry, credentials)
  })
}

/** A header that no script can set. Those of CORS itself are a mistake, so they are refused. */
function isDropped(name: string): boolean {
  return FORBIDDEN_REQUEST_HEADER.test(name) && !CORS_HEADER.test(name)
}

/** The seconds, or `undefined` for 0, because Django then sends no header. */
function readMaxAge(project: Project): number | undefined {
  const found = find(project, SETTINGS.maxAge)
  if (!found) return MAX_SECONDS
  const { name, value } = found
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    refuseType(project, SETTINGS.maxAge, found, 'a whole number of seconds, 0 or more')
  } else if (value > MAX_SECONDS) {
    const message = `is ${value}, expected ${MAX_SECONDS}: no browser remembers a preflight for longer`
    project.findings.refuse('max-age-range', name, message, { meant: MAX_SECONDS })
  } else if (value === 0) {
    project.findings.note(
      'max-age-zero',
      name,
      'is 0, so Django sends no Access-Control-Max-Age, and maxAge is left out',
    )
  } else return value
  return undefined
}
