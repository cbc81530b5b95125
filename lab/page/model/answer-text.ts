import type { Scene } from '../scene/scene.ts'
import { isNone, isRedirect } from './header-lines.ts'
import { nameOf, namesIn } from './header-names.ts'
import { originOfPage } from './page.ts'

export type Line = readonly [name: string, value: string]

/** The text of an answer with other header lines. An older line of the same name goes. */
export function withLines(text: string, lines: readonly Line[]): string {
  if (isNone(text)) return text
  const names = new Set(lines.map(([name]) => name.toLowerCase()))
  const kept = text.split(/\r?\n/).filter((line) => line.trim() && !names.has(nameOf(line).toLowerCase()))
  return [...kept, ...lines.map(([name, value]) => `${name}: ${value}`)].join('\n')
}

/** The text of an answer with another status, in place of its own or of `no answer`. A redirect leads nowhere then. */
export function withStatus(text: string, status: number): string {
  const rest = isNone(text) ? '' : text.replace(/^\s*(HTTP\/[\d.]+\s+)?\d{3}\b[^\n:]*(\n|$)/i, '')
  return withLines(`${String(status)}\n${rest.replaceAll(/^location\s*:[^\n]*\n?/gim, '')}`, [])
}

/** An answer that a page gets to see at all: neither a redirect nor none. */
export function settled(text: string, status = 200): string {
  return isRedirect(text) || isNone(text) ? withStatus(text, status) : text
}

/** The lines that allow the page of a scene to read an answer. */
export function permission({ page, credentials }: Scene, isTainted = false): Line[] {
  const origin = isTainted ? 'null' : originOfPage(page)
  const withCredentials = credentials === 'include'
  return [
    // Any page can have the origin `null`, so nobody should allow it with credentials.
    ['Access-Control-Allow-Origin', origin === 'null' && !withCredentials ? '*' : origin],
    ...(withCredentials ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
  ]
}

/** The lists that allow the method and the headers of a scene. */
export function listsFor({ method, headers }: Scene): Line[] {
  const names = namesIn(headers)
  return [
    ['Access-Control-Allow-Methods', method],
    ...(names.length ? [['Access-Control-Allow-Headers', names.join(', ')] as const] : []),
  ]
}
