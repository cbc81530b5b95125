import type { Explanation, Fix } from '../../../src/explain/index.ts'
import type { Scene } from '../scene/scene.ts'
import { type Line, permission, settled, withLines, withStatus } from './answer-text.ts'
import { isRedirect, readHeaders } from './header-lines.ts'
import { originOfPage } from './page.ts'
import { urlOf } from './server.ts'

/** Changes the answers of the server. The value of a fix is a URL, or the header lines that the server has to send. */
export function fixServer(scene: Scene, { value, sentence }: Fix, { verdict, steps }: Explanation): Scene | undefined {
  const { code = '' } = verdict
  if (URL.canParse(value) && /^https?:/.test(value)) return atUrl(scene, value)
  const lines = value.startsWith('new Response(null, { status: 401 })') ? [] : linesOf(value)
  if (!lines) return
  const isRedirected = hasFollowed(steps)
  // The policy writes its own lines, but not those of a server to which it redirects.
  const isPolicy = scene.by === 'policy' && !isRedirected
  const own = isPolicy ? lines.filter(([name]) => !/^(access-control-|vary$)/i.test(name)) : lines
  if (own.some(([name]) => /^location$/i.test(name))) return redirectElsewhere(scene, own)
  // A login that redirects nobody; its value has no place for the status.
  if (sentence.includes('with status 401')) {
    return { ...scene, response: withLines(withStatus(scene.response, 401), own) }
  }
  return allow(scene, own, { isPreflight: code.startsWith('preflight-'), isRedirected })
}

/** The header lines of a fix; `undefined` for code. */
function linesOf(value: string): Line[] | undefined {
  try {
    return readHeaders(value)
  } catch {
    return
  }
}

/** A URL without a user and a password, as a page has to fetch it. A redirect can lead to one that has them. */
export function withoutUser(url: string): string {
  return Object.assign(new URL(url), { username: '', password: '' }).href
}

/** The server answers at a URL that browsers can reach, without a redirect. */
function atUrl(scene: Scene, reachable: string): Scene {
  const url = withoutUser(reachable)
  if (!isRedirect(scene.response)) return { ...scene, url }
  const lines = scene.by === 'policy' ? [] : permission(scene)
  return { ...scene, url, response: withLines(withStatus(scene.response, 200), lines) }
}

/** The server redirects to another address, where the answer allows the page. A redirect to itself would not end. */
function redirectElsewhere(scene: Scene, lines: readonly Line[]): Scene {
  const { page, response, redirected } = scene
  const [, location = ''] = lines.find(([name]) => /^location$/i.test(name)) ?? []
  const from = urlOf(scene)!
  const target = new URL(location, from)
  if (target.href === from.href) return atUrl(scene, from.href)
  // After a redirect from one foreign server to another one, the origin is `null`.
  const isTainted = target.origin !== from.origin && from.origin !== originOfPage(page)
  return {
    ...scene,
    // The server there gets a preflight as well, from the same origin.
    ...(isTainted && {
      redirectedPreflight: withLines(
        settled(scene.redirectedPreflight || scene.preflight, 204),
        permission(scene, true),
      ),
    }),
    response: withLines(response, lines),
    redirected: withLines(settled(redirected), permission(scene, isTainted)),
  }
}

/** Whether the browser has followed a redirect, so that the failure is behind it. */
export function hasFollowed(steps: Explanation['steps']): boolean {
  return steps.some(({ id, passed }) => id === 'redirect' && passed)
}

interface Place {
  readonly isPreflight: boolean
  readonly isRedirected: boolean
}

/** The server sends the header lines, to the preflight and to the request itself. */
function allow(scene: Scene, lines: readonly Line[], { isPreflight, isRedirected }: Place): Scene {
  const own = lines.filter(([name]) => !/^access-control-allow-(methods|headers)$/i.test(name))
  const where = isRedirected ? 'redirected' : 'response'
  const answered = { ...scene, [where]: withLines(settled(scene[where]), own) }
  if (!isPreflight) return answered
  if (!isRedirected) return { ...answered, preflight: withLines(withStatus(scene.preflight, 204), lines) }
  const later = withStatus(scene.redirectedPreflight || scene.preflight, 204)
  return { ...answered, redirectedPreflight: withLines(later, lines) }
}
