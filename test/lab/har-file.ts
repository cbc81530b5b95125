/** The text of a HAR as developer tools write it, with so many entries: preflights, redirects, failures and successes. */
export function harOf(count: number): string {
  const entries = Array.from({ length: count }, (_, index) => {
    const isPreflight = index % 3 === 0
    const url = `https://api.example.com/items/${String(index - (index % 3 === 1 ? 1 : 0))}`
    const method = isPreflight ? 'OPTIONS' : index % 3 === 1 ? 'PUT' : 'GET'
    const isRefused = index % 7 === 2
    return {
      startedDateTime: new Date(1_790_000_000_000 + index * 10).toISOString(),
      time: 12.5,
      ...(method === 'PUT' && { _resourceType: 'fetch' }),
      request: {
        method,
        url,
        httpVersion: 'h2',
        headers: [
          { name: ':authority', value: 'api.example.com' },
          { name: 'origin', value: 'https://app.example.com' },
          { name: 'referer', value: 'https://app.example.com/' },
          { name: 'sec-fetch-mode', value: 'cors' },
          ...(isPreflight ? [{ name: 'access-control-request-method', value: 'PUT' }] : []),
        ],
        queryString: [],
        cookies: [],
        headersSize: -1,
        bodySize: 0,
      },
      response: {
        status: isPreflight ? 204 : 200,
        statusText: '',
        httpVersion: 'h2',
        headers: [
          { name: 'content-type', value: 'application/json' },
          ...(isRefused ? [] : [{ name: 'access-control-allow-origin', value: '*' }]),
          ...(isPreflight ? [{ name: 'access-control-allow-methods', value: 'PUT' }] : []),
        ],
        cookies: [],
        content: { size: 0, mimeType: 'application/json' },
        redirectURL: '',
        headersSize: -1,
        bodySize: 0,
        ...(isRefused && { _error: 'net::ERR_FAILED' }),
      },
      cache: {},
      timings: { send: 0, wait: 10, receive: 2 },
    }
  })
  const creator = { name: 'WebInspector', version: '537.36' }
  return JSON.stringify({ log: { version: '1.2', creator, pages: [], entries } }, null, 2)
}
