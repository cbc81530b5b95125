import { clientOf } from '../../../src/browser/request/client.ts'
import { parseUrl } from '../../../src/browser/terms/parse-url.ts'
import type { Scene } from '../scene/scene.ts'

/** The serialized origin of a page, by its address; `null` for an opaque origin, and for text that is no address. */
export function originOfPage(page: string): string {
  return URL.canParse(page) ? clientOf(page, undefined).origin : 'null'
}

/** A URL without a user and a password, as a page has to fetch it. A redirect can lead to one that has them. */
export function withoutUser(url: string): string {
  return Object.assign(new URL(url), { username: '', password: '' }).href
}

/** The URL that the page asks a server for, which never sees a fragment; `undefined` if it is no URL. */
export function urlOf({ url, page }: Pick<Scene, 'url' | 'page'>): URL | undefined {
  const parsed = parseUrl(url, URL.canParse(page) ? page : undefined)
  return parsed && Object.assign(parsed, { hash: '' })
}
