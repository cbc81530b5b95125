import type { CookieStore } from '../../src/browser/index.ts'

/** As much of a cookie jar as the cases need: of one host, with names, values and paths. */
export function createCookieJar(cookies: readonly (readonly [name: string, value: string])[]): CookieStore {
  const kept = new Map(cookies.map(([name, value]) => [name, { value, path: '/' }]))
  return {
    getCookieString: (url) => {
      const { pathname } = new URL(url)
      return [...kept]
        .filter(([, { path }]) => pathname.startsWith(path))
        .toSorted(([, one], [, other]) => other.path.length - one.path.length)
        .map(([name, { value }]) => `${name}=${value}`)
        .join('; ')
    },
    setCookie: (line) => {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? []
      kept.set(name, { value, path: /; *path=([^;]+)/i.exec(line)?.[1] ?? '/' })
    },
  }
}
