import { literal } from '../../wording/code.ts'
import { type Inquiry, isInsecureOrigin } from '../inquiry/index.ts'
import { type Fix, inCall } from './fix.ts'
import { usualCase } from './policy-change.ts'

/** For a `no-cors` call: it cannot be read, whatever the server answers. */
export const WITH_CORS: Fix = {
  change: 'call',
  sentence: "Use `mode: 'cors'`, so that the browser asks the server whether the page may read the response.",
  value: "mode: 'cors'",
}

/** A change of the page's own origin. It comes before a change of the policy, which it may make unnecessary. */
export function originFix({ request: { origin }, isOriginAllowed, options, failure }: Inquiry): Fix | undefined {
  // Without a policy, an origin is known to be refused only where the server names another one, or none.
  if (isOriginAllowed || (!options && !failure?.code.includes('acao'))) return
  if (origin === 'null') {
    return inCall(
      'Open the page from a server, not from a file or in a sandboxed frame, because any page can have the origin `null`.',
      'http://localhost:3000/',
      'page',
    )
  }
  // `https://app.example.com.` is the same host for DNS, but another origin. In `app://.`, the dot is the host.
  const undotted = origin.replace(/^(https?:.*)\.(?=$|:\d)/, '$1')
  if (undotted !== origin) return inCall('Open the page without the dot at the end of its host.', undotted, 'page')
  const secure = origin.replace(/^http:/, 'https:')
  const isListed = options && options.origin !== '*' && options.origin.includes(secure)
  return isInsecureOrigin(origin) && isListed
    ? inCall('Open the page over https, as the policy lists it.', secure, 'page')
    : undefined
}

/** Browsers send `patch` and `propfind` as they are, and no policy can list them: `cors()` refuses lower-case letters. */
export function methodFix({ request: { method } }: Inquiry): Fix | undefined {
  const usual = usualCase(method)
  return usual === method
    ? undefined
    : inCall('Write the method in upper case, because methods are case-sensitive.', `method: ${literal(usual)}`)
}

/** For a request without a response. A tab shows what a page never learns: a bad certificate, or a server that is down. */
export function inTab({ finalUrl }: Inquiry): Fix {
  return inCall(
    'Open the URL in a browser tab, to check that the server runs and that its certificate is valid.',
    finalUrl,
  )
}

/** For a URL whose scheme pages cannot fetch. */
export function overHttp({ finalUrl }: Inquiry): Fix {
  const { protocol } = new URL(finalUrl)
  const rest = finalUrl.slice(protocol.length)
  // `localhost:3000/users` is a URL whose scheme is `localhost`.
  if (/^\d+(\/|$)/.test(rest)) {
    return inCall(
      'Write `http://` before the host, because the browser takes the host for a scheme.',
      `http://${finalUrl}`,
      'url',
    )
  }
  const hasHost = /^\/\/[^/]/.test(rest) && !/^file:$|-extension:$/.test(protocol)
  return hasHost
    ? inCall('Fetch the URL over https.', `https:${rest}`, 'url')
    : inCall('Let a server send it, and fetch it from there over http or https.', 'http://localhost:3000/', 'url')
}

/** For a server that nobody can change. It always works, because CORS restricts browsers and not servers. */
export function throughOwnServer({ request }: Inquiry): Fix {
  return inCall(
    "Call the page's own server and let it call the other one, because CORS restricts only browsers.",
    `fetch(${literal(request.urlList[0]!.pathname)})`,
  )
}
