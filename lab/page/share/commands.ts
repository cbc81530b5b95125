import { isToken } from '../../../src/fetch/token.ts'
import { inShell } from '../../../src/wording/in-shell.ts'
import { visible } from '../../../src/wording/visible.ts'
import { readHeaders, TextProblem } from '../model/header-lines.ts'
import type { Scene } from '../scene/scene.ts'

/** The lines that ask a live server, for a POSIX shell. */
export interface Commands {
  /** Makes the call of the scene as a browser does. */
  readonly explain: string
  /** Asks the server what it allows. */
  readonly probe: string
  /** The method, if the first line sends one that may change data. */
  readonly writes?: string
}

/** Methods whose requests change nothing (RFC 9110, section 9.2.1). */
const SAFE = /^(GET|HEAD|OPTIONS)$/i

/**
 * Writes the lines of a scene.
 *
 * @throws {TextProblem} for a scene that the command line cannot ask about
 */
export function commandsOf(scene: Scene): Commands {
  const page = pageOf(scene.page.trim())
  const url = urlOf(scene.url.trim(), page)
  const method = scene.method.trim()
  if (!isToken(method)) throw new TextProblem('The method is not one that a request can have')
  const headers = readHeaders(scene.headers)
  const { mode, credentials } = scene
  // Flags cannot say these, and code can.
  const isPlain = mode === 'cors' && credentials !== 'omit'
  const call = isPlain
    ? [
        word(url),
        ...(method === 'GET' ? [] : flag('-X', '--method', method)),
        ...headers.flatMap(([name, value]) => flag('-H', '--header', `${name}: ${value}`)),
        ...(credentials === 'include' ? ['--credentials'] : []),
      ]
    : ['--fetch', inShell(codeOf(url, { method, headers, mode, credentials }))]
  const { origin } = new URL(page === 'null' ? 'data:,' : page)
  const explain = ['npx corsage explain', ...call, '--page', word(page)].join(' ')
  const probe = ['npx corsage probe', word(url), ...(origin === 'null' ? [] : ['--origin', word(origin)])].join(' ')
  // In a terminal, a tab completes, and others drive it.
  if (visible(explain) !== explain)
    throw new TextProblem('The call has an invisible character, which no terminal takes as it is')
  return { explain, probe, ...(!SAFE.test(method) && { writes: method }) }
}

/** The page as `--page` takes it: a URL with a host, or `null`. */
function pageOf(page: string): string {
  if (page === 'null') return page
  if (!URL.canParse(page))
    throw new TextProblem('The page has no address, expected one such as https://app.example.com')
  const { href } = new URL(page)
  return /^[^:]+:\/\//.test(href) ? href.replace(/^([^:]+:\/\/[^/?#]+)\/$/, '$1') : 'null'
}

function urlOf(url: string, page: string): string {
  const base = page === 'null' ? undefined : page
  if (URL.canParse(url, base)) {
    const { href } = new URL(url, base)
    if (/^https?:/.test(href)) return href
  }
  throw new TextProblem('The URL is not one of a server, expected one such as https://api.example.com/users')
}

/** A flag and its value, in a form in which the value may begin with `-`. */
function flag(short: string, long: string, value: string): string[] {
  return value.startsWith('-') ? [`${long}=${word(value)}`] : [short, word(value)]
}

/** A word, quoted only if a shell needs it, because lines without quotes are easier to read. */
function word(text: string): string {
  return /^[\w@%+:,./-]+$/.test(text) ? text : inShell(text)
}

/** The call as code, which `--fetch` reads and does not run. */
function codeOf(url: string, init: object): string {
  return `fetch(${JSON.stringify(url)}, ${JSON.stringify(init)})`
}
