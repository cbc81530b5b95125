import type { Explanation, Fix } from '../../../src/explain/index.ts'
import { CHOICES, type Scene } from '../scene/scene.ts'
import { listsFor, permission, settled, withLines, withStatus } from './answer-text.ts'
import { hasFollowed, withoutUser } from './fix-server.ts'
import { isRedirect } from './header-lines.ts'
import { nameOf } from './header-names.ts'
import { originOfPage } from './page.ts'
import { urlOf } from './server.ts'
import { stringOf, tokensOf } from './tokens.ts'

/** Changes the call, or the page that makes it. The value of a fix is a URL, or an option of `fetch()`. */
export function fixCall(scene: Scene, { value, part }: Fix, explanation: Explanation): Scene | undefined {
  if (part === 'page') return openPage(scene, value)
  if (part === 'url') return { ...scene, url: withoutUser(value), ...direct(scene, explanation) }
  // Without a part, the URL is to be opened in a tab, to see whether the server runs. Here it does from now on.
  if (/^https?:/.test(value)) return answering(scene, explanation)
  if (value.startsWith('fetch(')) return throughOwnServer(scene)
  const [, name = '', code = ''] = /^(\w+): (.*)/s.exec(value) ?? []
  const word = code.startsWith("'") ? stringOf(code) : code
  if (name === 'headers') return { ...scene, headers: keptHeaders(scene.headers, code) }
  // The way to make a string of a stream does not matter here.
  if (name === 'body') return { ...scene, bodyAs: 'text' }
  if (name === 'method') return { ...scene, method: word }
  const choices: Readonly<Record<string, readonly string[]>> = CHOICES
  if (!choices[name]?.includes(word)) return
  // Nobody knows what is at the target of a redirect that was not followed.
  const target = explanation.verdict.code === 'redirect-mode-error' && {
    redirected: withLines(settled(scene.redirected), permission(scene)),
  }
  return { ...scene, [name]: word, ...target }
}

/** The page at another address: that which the server allows, or else the one of the fix, which it allows then. */
function openPage(scene: Scene, value: string): Scene {
  const [, allowed = ''] = /^access-control-allow-origin:\s*(https?:\S+)\s*$/im.exec(scene.response) ?? []
  const isKnown = originOfPage(scene.page) === 'null' && URL.canParse(allowed)
  const opened = { ...scene, page: isKnown ? originOfPage(allowed) : value }
  const lines = permission(opened)
  return { ...opened, response: withLines(scene.response, lines), preflight: withLines(scene.preflight, lines) }
}

/** The target of a redirect answers in place of the redirect, and allows what the call needs, as it should. */
function direct(scene: Scene, { verdict, steps }: Explanation): Partial<Scene> {
  const { preflight, response, redirected, redirectedPreflight } = scene
  const isUnseen = !hasFollowed(steps)
  if (isUnseen && verdict.code?.startsWith('preflight-')) {
    return { preflight: withLines(withStatus(preflight, 204), [...permission(scene), ...listsFor(scene)]) }
  }
  if (!isRedirect(response)) return { response: settled(response) }
  const lists = isRedirect(redirectedPreflight) ? listsFor(scene) : []
  const later = redirectedPreflight && {
    preflight: withLines(mirrored(settled(redirectedPreflight, 204), scene), lists),
  }
  // Nobody knows yet what is at the target of a redirect that the browser did not follow.
  const lines = scene.by === 'policy' ? [] : permission(scene)
  const answer = isUnseen ? withLines(settled(redirected), lines) : mirrored(redirected, scene)
  return { response: answer, ...later }
}

/** A server that allowed the origin `null`, which a redirect makes, allows whoever calls. */
function mirrored(answer: string, scene: Scene): string {
  const [origin] = permission(scene)
  return /^access-control-allow-origin:\s*null\s*$/im.test(answer) ? withLines(answer, [origin!]) : answer
}

/** The server answers, and allows what the call needs. */
function answering(scene: Scene, { steps }: Explanation): Scene {
  const isRedirected = hasFollowed(steps)
  const { response, redirected, preflight, redirectedPreflight } = scene
  if (!isRedirected && scene.by === 'policy') return { ...scene, response: settled(response) }
  // After a redirect, the origin may be `null`.
  const lines = permission(scene, isRedirected && scene.credentials !== 'include')
  const allowing = (text: string): string => withLines(settled(text, 204), [...lines, ...listsFor(scene)])
  return isRedirected
    ? {
        ...scene,
        redirected: withLines(settled(redirected), lines),
        redirectedPreflight: allowing(redirectedPreflight || preflight),
      }
    : { ...scene, response: withLines(settled(response), lines), preflight: allowing(preflight) }
}

/** The page asks its own server, to which no rule of CORS applies. */
function throughOwnServer(scene: Scene): Scene | undefined {
  const origin = originOfPage(scene.page)
  if (!/^https?:/.test(origin)) return
  return { ...scene, url: origin + urlOf(scene)!.pathname, response: settled(scene.response) }
}

/** The header lines whose names are in an object such as `{ 'x-id': '1' }`. */
function keptHeaders(headers: string, object: string): string {
  const tokens = tokensOf(object)
  const keys = tokens.filter((_, index) => tokens[index + 1]?.text === ':')
  const names = new Set(keys.map(({ text }) => stringOf(text).toLowerCase()))
  const isKept = (line: string): boolean => names.has(nameOf(line).toLowerCase())
  return headers.split('\n').filter(isKept).join('\n')
}
