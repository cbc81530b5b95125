import type { Explanation, Fix } from '../../../src/explain/index.ts'
import type { Scene } from '../scene/scene.ts'
import { part } from '../part.ts'
import { readHeaders } from './header-lines.ts'

/** Makes the scene with a fix; missing if the fix is about nothing that the scene has. */
export function applyFix(
  scene: Scene,
  { change, value, options }: Fix,
  { verdict }: Explanation,
): (() => Scene | Promise<Scene>) | undefined {
  if (change === 'policy') {
    if (scene.by !== 'policy' || !options) return
    return async () => (await part(import('./policy.ts'))).changePolicy(scene, options)
  }
  const fixed = applyText(scene, change, value, verdict.code ?? '')
  return fixed && (() => fixed)
}

function applyText(scene: Scene, change: Fix['change'], value: string, code: string): Scene | undefined {
  if (change === 'server') return scene.by === 'headers' ? changeServer(scene, value, code) : undefined
  const [, credentials] = /^credentials: '(include|omit|same-origin)'$/.exec(value) ?? []
  if (credentials) return { ...scene, credentials: credentials as Scene['credentials'] }
  if (value === 'headers: {}') return { ...scene, headers: '' }
  if (URL.canParse(value) && code.includes('redirect')) return { ...scene, url: value, ...direct(scene) }
  return
}

/** The target of a redirect answers in place of the redirect, and allows what the call needs, as it should. */
function direct({ method, headers, preflight, response, redirected }: Scene): Partial<Scene> {
  const isRedirect = (text: string): boolean => /^\s*3\d\d/.test(text)
  if (!isRedirect(preflight)) return { response: isRedirect(response) ? redirected : response }
  const names = headers.split('\n').flatMap((line) => line.split(':', 1)[0]!.trim() || [])
  return {
    preflight: merge(withoutRedirect(preflight), [
      ['Access-Control-Allow-Methods', method],
      ...(names.length ? [['Access-Control-Allow-Headers', names.join(', ')] as const] : []),
    ]),
  }
}

function withoutRedirect(text: string): string {
  return text.replace(/^\s*(HTTP\/[\d.]+ )?\d{3}[^\n]*/, '204').replaceAll(/\n?location:[^\n]*/gi, '')
}

function changeServer(scene: Scene, value: string, code: string): Scene | undefined {
  let lines: readonly (readonly [string, string])[]
  try {
    lines = readHeaders(value)
  } catch {
    return
  }
  const own = lines.filter(([name]) => !/^access-control-allow-(methods|headers)$/i.test(name))
  const response = merge(scene.response, own)
  if (!code.startsWith('preflight-')) return { ...scene, response }
  const preflight = merge(withoutRedirect(scene.preflight), lines)
  return { ...scene, preflight, response }
}

/** The text of an answer with other header lines. An older line of the same name goes. */
function merge(text: string, lines: readonly (readonly [string, string])[]): string {
  const names = new Set(lines.map(([name]) => name.toLowerCase()))
  const kept = text
    .split(/\r?\n/)
    .filter((line) => line.trim() && !names.has(line.split(':', 1)[0]!.trim().toLowerCase()))
  return [...kept, ...lines.map(([name, value]) => `${name}: ${value}`)].join('\n')
}
