import { literal } from '../../wording/code.ts'
import { type Inquiry, isInsecureOrigin } from '../inquiry/index.ts'
import { type Fix, inCall } from './fix.ts'
import { usualCase } from './policy.ts'

/** What to do where a page cannot read, since it did not ask whether it may. */
export const WITH_CORS: Fix = { change: 'call', sentence: 'Ask for permission, with CORS.', value: "mode: 'cors'" }

/** What the page can do about its own origin. */
export function originFix({ request: { origin }, isOriginAllowed, options, failure }: Inquiry): Fix | undefined {
  // Without a policy, only a refused origin is known to be one.
  if (isOriginAllowed || (!options && !failure?.code.includes('acao'))) return
  if (origin === 'null') {
    return inCall(
      'Open the page from a server, not from a file, nor in a sandboxed frame: `null` is the origin of anybody.',
      'http://localhost:3000/',
    )
  }
  const undotted = origin.replace(/\.(?=$|:)/, '')
  if (undotted !== origin) return inCall('Open the page without the dot at the end of its host.', undotted)
  const secure = origin.replace(/^http:/, 'https:')
  const isListed = options && options.origin !== '*' && options.origin.includes(secure)
  return isInsecureOrigin(origin) && isListed ? inCall('Open the page over https.', secure) : undefined
}

/** Browsers send `patch` as it is, and no policy lists it. */
export function methodFix({ request: { method } }: Inquiry): Fix | undefined {
  const usual = usualCase(method)
  return usual === method
    ? undefined
    : inCall('Write the method in upper case: its case counts.', `method: ${literal(usual)}`)
}

export function inTab({ finalUrl }: Inquiry): Fix {
  return inCall('Open the URL in a tab: see that the server runs, and that its certificate is valid.', finalUrl)
}

export function overHttp({ finalUrl }: Inquiry): Fix {
  const { protocol } = new URL(finalUrl)
  const rest = finalUrl.slice(protocol.length)
  // `localhost:3000/users` is a URL whose scheme is `localhost`.
  if (/^\d+(\/|$)/.test(rest)) return inCall('Write the URL with its scheme.', `http://${finalUrl}`)
  const hasHost = /^\/\/[^/]/.test(rest) && !/^file:$|-extension:$/.test(protocol)
  return hasHost
    ? inCall('Ask for it over https.', `https:${rest}`)
    : inCall('Let a server answer it, and ask for that over http or https.', 'http://localhost:3000/')
}

/** Servers may ask any other: only pages are kept from it. */
export function throughOwnServer({ finalUrl }: Inquiry): Fix {
  return inCall(
    "Ask the page's own server, and let that ask the other.",
    `fetch(${literal(new URL(finalUrl).pathname)})`,
  )
}
