/** A part of two origins. */
export interface Part {
  readonly name: string
  readonly page: string
  readonly url: string
  readonly isSame: boolean
}

/** https://url.spec.whatwg.org/#default-port */
const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443' }

/** Compares the origins of a page and a URL as browsers do, after the URL parser has written both the same way. */
export function compareOrigins(page: URL, url: URL): Part[] {
  const part = (name: string, of: (one: URL) => string): Part => {
    const [first, second] = [of(page), of(url)]
    return { name, page: first, url: second || 'none', isSame: first === second }
  }
  return [
    part('Scheme', ({ protocol }) => protocol.slice(0, -1)),
    part('Host', ({ hostname }) => hostname),
    part('Port', ({ port, protocol }) => port || (DEFAULT_PORTS[protocol] ?? '')),
  ]
}
