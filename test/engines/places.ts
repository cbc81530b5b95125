import type { Header } from '../../src/browser/index.ts'

export type ServerName = 'page' | 'api' | 'other'

/** The origins of the servers. They are different in each run. */
export type Places = Readonly<Record<ServerName, string>>

/** The places of the resources of one run of a case. */
export function pathOf(token: string): string {
  return `/case/${token}/`
}

/** The URL of a resource, such as `api/next`. */
export function urlOf(places: Places, token: string, resource: string): string {
  const [server, path] = splitResource(resource)
  return places[server] + pathOf(token) + path
}

export function splitResource(resource: string): readonly [ServerName, string] {
  const at = resource.indexOf('/')
  return [resource.slice(0, at) as ServerName, resource.slice(at + 1)]
}

/**
 * Replaces placeholders in a value: `{page}` is the page's origin, `{PAGE}` the same in capitals, `{api}` and `{other}`
 * are the origins of the servers, `{api/next}` is the URL of a resource, `{api-host}` a server's host, and `{path}` the
 * path of the case. `{origin}`, `{method}` and `{names}` come from the request.
 */
export function expand(text: string, places: Places, token: string, asked: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{([^}]+)\}/g, (whole, name: string) => {
    if (name === 'path') return pathOf(token)
    if (name === 'PAGE') return places.page.toUpperCase()
    if (name.endsWith('-host')) return places[name.slice(0, -5) as ServerName].replace('http://', '')
    if (name.includes('/')) return urlOf(places, token, name)
    return places[name as ServerName] ?? asked[name] ?? whole
  })
}

/** Replaces the values by placeholders, so that the string is the same in every run. */
export function collapse(text: string, places: Places, token: string): string {
  return Object.entries(places)
    .reduce(
      (shorter, [name, origin]) =>
        shorter.replaceAll(origin, `{${name}}`).replaceAll(origin.replace('http://', ''), `{${name}-host}`),
      text,
    )
    .replaceAll(pathOf(token), '/')
}

/** Replaces the placeholders in header values. */
export function expandAll(
  headers: readonly Header[],
  places: Places,
  token: string,
  asked: Readonly<Record<string, string>>,
): Header[] {
  return headers.map(([name, value]) => [name, expand(value, places, token, asked)])
}
