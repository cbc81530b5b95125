import type { Explanation, Fix } from '../../../src/explain/index.ts'
import { CHOICES, type Scene } from '../scene/scene.ts'
import { isRedirect, listsFor, permission, settled, withLines, withStatus } from './answer-text.ts'

/** Changes the call, or the page that makes it. The value of a fix is a URL, or an option of `fetch()`. */
export function fixCall(scene: Scene, { value, part }: Fix, { verdict }: Explanation): Scene | undefined {
  const { code = '' } = verdict
  if (part === 'page') return openPage(scene, value)
  if (part === 'url') return { ...scene, url: value, ...direct(scene, code) }
  // Without a part, the URL is to be opened in a tab, to see whether the server runs. Here it does from now on.
  if (/^https?:/.test(value)) return answering(scene)
  const [, own] = /^fetch\('(.*)'\)$/.exec(value) ?? []
  if (own !== undefined) return throughOwnServer(scene, own)
  const [, name = '', quoted, word = quoted] = /^(\w+): (?:'([^']*)'|(\w+)$)?/.exec(value) ?? []
  if (name === 'headers') return { ...scene, headers: keptHeaders(scene.headers, value) }
  // The way to make a string of a stream does not matter here.
  if (name === 'body') return { ...scene, bodyAs: 'text' }
  if (name === 'method' && word) return { ...scene, method: word }
  const choices: Readonly<Record<string, readonly string[]>> = CHOICES
  if (!choices[name]?.includes(word ?? '')) return
  // Nobody knows what is at the target of a redirect that was not followed.
  const target = code === 'redirect-mode-error' && {
    redirected: withLines(settled(scene.redirected), permission(scene)),
  }
  return { ...scene, [name]: word, ...target }
}

/** The page at another address: that which the server allows, or else the one of the fix, which it allows then. */
function openPage(scene: Scene, value: string): Scene {
  const [, allowed = ''] = /^access-control-allow-origin:\s*(https?:\S+)\s*$/im.exec(scene.response) ?? []
  const isKnown = scene.page === 'null' && URL.canParse(allowed)
  const opened = { ...scene, page: isKnown ? new URL(allowed).origin : value }
  const lines = permission(opened)
  return { ...opened, response: withLines(scene.response, lines), preflight: withLines(scene.preflight, lines) }
}

/** The target of a redirect answers in place of the redirect, and allows what the call needs, as it should. */
function direct(scene: Scene, code: string): Partial<Scene> {
  const { preflight, response, redirected, redirectedPreflight } = scene
  if (isRedirect(preflight)) return { preflight: withLines(withStatus(preflight, 204), listsFor(scene)) }
  if (!isRedirect(response)) return {}
  const lists = isRedirect(redirectedPreflight) ? listsFor(scene) : []
  const later = redirectedPreflight && {
    preflight: withLines(mirrored(settled(redirectedPreflight, 204), scene), lists),
    redirectedPreflight: '',
  }
  // The browser did not follow this redirect, so that nobody knows yet what is there.
  const isUnseen = code.startsWith('redirect-') && scene.by === 'headers'
  const answer = isUnseen ? withLines(settled(redirected), permission(scene)) : mirrored(redirected, scene)
  return { response: answer, ...later }
}

/** A server that allowed the origin `null`, which a redirect makes, allows whoever calls. */
function mirrored(answer: string, scene: Scene): string {
  const [origin] = permission(scene)
  return /^access-control-allow-origin:\s*null\s*$/im.test(answer) ? withLines(answer, [origin!]) : answer
}

/** The server answers, and allows what the call needs. */
function answering(scene: Scene): Scene {
  const where = isRedirect(scene.response) ? 'redirected' : 'response'
  const answer = settled(scene[where])
  if (scene.by === 'policy') return { ...scene, [where]: answer }
  // After a redirect, the origin may be `null`.
  const isTainted = where === 'redirected' && scene.credentials !== 'include'
  return {
    ...scene,
    [where]: withLines(answer, permission(scene, isTainted)),
    preflight: withLines(settled(scene.preflight, 204), [...permission(scene), ...listsFor(scene)]),
  }
}

/** The page asks its own server, to which no rule of CORS applies. */
function throughOwnServer(scene: Scene, path: string): Scene | undefined {
  if (!/^https?:/.test(scene.page) || !URL.canParse(path, scene.page)) return
  return { ...scene, url: new URL(path, scene.page).href, response: settled(scene.response) }
}

/** The header lines whose names are in a fix such as `headers: { 'x-id': '1' }`. */
function keptHeaders(headers: string, value: string): string {
  const names = new Set([...value.matchAll(/[{,] '([^']+)':/g)].map(([, name]) => name!.toLowerCase()))
  const isKept = (line: string): boolean => names.has(line.split(':', 1)[0]!.trim().toLowerCase())
  return headers.split('\n').filter(isKept).join('\n')
}
