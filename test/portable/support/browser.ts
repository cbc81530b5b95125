/** How a browser checks a response, written a second time and independently of src/browser. */

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** https://fetch.spec.whatwg.org/#concept-cors-check */
export function passesCorsCheck(origin: string, response: Response, credentials: boolean): boolean {
  const allowed = response.headers.get('Access-Control-Allow-Origin')
  if (!credentials && allowed === '*') return true
  return allowed === origin && (!credentials || response.headers.get('Access-Control-Allow-Credentials') === 'true')
}

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, from step 7 on, for the request that `preflight` asks about. */
export function passesPreflight(preflight: Request, response: Response, credentials: boolean): boolean {
  const ask = (name: string): string => preflight.headers.get(name) ?? ''
  const methods = listOf(response, 'Access-Control-Allow-Methods')
  const names = listOf(response, 'Access-Control-Allow-Headers')?.map((name) => name.toLowerCase())
  if (!response.ok || !passesCorsCheck(ask('Origin'), response, credentials) || !methods || !names) return false
  const method = ask('Access-Control-Request-Method')
  const covers = (list: string[], item: string): boolean =>
    list.includes(item) || (!credentials && list.includes('*') && item !== 'authorization')
  return (
    TOKEN.test(method) &&
    (['GET', 'HEAD', 'POST'].includes(method) || covers(methods, method)) &&
    elements(ask('Access-Control-Request-Headers')).every(
      (name) => TOKEN.test(name) && covers(names, name.toLowerCase()),
    )
  )
}

/** https://fetch.spec.whatwg.org/#extract-header-list-values, `undefined` for failure. */
function listOf(response: Response, name: string): string[] | undefined {
  const values = elements(response.headers.get(name) ?? '')
  return values.every((value) => TOKEN.test(value)) ? values : undefined
}

function elements(value: string): string[] {
  return value
    .split(',')
    .map((element) => element.replaceAll(/^[ \t]+|[ \t]+$/g, ''))
    .filter(Boolean)
}
