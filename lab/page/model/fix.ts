import type { Explanation, Fix } from '../../../src/explain/index.ts'
import type { Scene } from '../scene/scene.ts'
import { readHeaders } from './header-lines.ts'
import { readPolicy } from './server.ts'

/** The scene with a fix applied; missing if the fix is not one of the scene's texts. */
export function applyFix(scene: Scene, { change, value, options }: Fix, { verdict }: Explanation): Scene | undefined {
  if (change === 'policy') return scene.by === 'policy' && options ? changePolicy(scene, options) : undefined
  if (change === 'server') return scene.by === 'headers' ? changeServer(scene, value, verdict.code ?? '') : undefined
  const [, credentials] = /^credentials: '(include|omit|same-origin)'$/.exec(value) ?? []
  if (credentials) return { ...scene, credentials: credentials as Scene['credentials'] }
  if (value === 'headers: {}') return { ...scene, headers: '' }
  if (URL.canParse(value) && verdict.code?.includes('redirect')) return { ...scene, url: value, ...direct(scene) }
  return
}

/** The target of a redirect answers in place of the redirect. */
function direct({ preflight, response, redirected }: Scene): Partial<Scene> {
  const isRedirect = (text: string): boolean => /^\s*3\d\d/.test(text)
  return {
    preflight: isRedirect(preflight)
      ? preflight.replace(/^\s*3\d\d[^\n]*/, '204').replace(/\n?location:[^\n]*/i, '')
      : preflight,
    response: isRedirect(response) ? redirected : response,
  }
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
  const preflight = merge(
    scene.preflight.replace(/^\s*(HTTP\/[\d.]+ )?\d{3}[^\n]*/, '204').replaceAll(/\n?location:[^\n]*/gi, ''),
    lines,
  )
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

function changePolicy(scene: Scene, options: NonNullable<Fix['options']>): Scene {
  let { policy } = scene
  for (const [name, value] of Object.entries(options)) {
    const place = readPolicy(policy).placeOf([name])
    const written = writeLiteral(value)
    policy = place
      ? policy.slice(0, place.start) + written + policy.slice(place.end)
      : policy.replace(/(,?)\s*\}(\s*\)?\s*;?\s*)$/, (_, __, end: string) => `,\n  ${name}: ${written},\n}${end}`)
  }
  return { ...scene, policy }
}

/** A value as people write it in JavaScript. */
export function writeLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeLiteral).join(', ')}]`
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  return JSON.stringify(value) ?? 'undefined'
}
