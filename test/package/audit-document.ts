import { type Rule, type RuleId, RULES } from '../../src/audit/rules/catalogue.ts'
import type { PolicyIssueCode } from '../../src/index.ts'

const INTRODUCTION = `# What the audit says

\`audit\` of \`corsage/audit\` finds what is unwise in a policy; \`observe\` watches one at work, in development. Each rule has a line here: its severity, when it speaks, what is wrong, how to fix it, and what stands behind it (weaknesses of the [CWE](https://cwe.mitre.org/), requirements of the OWASP ASVS 5.0, the [Fetch standard](https://fetch.spec.whatwg.org/#http-cors-protocol)). A finding also says where it is, and of an origin, which one the policy lets through.

What no policy tells is not here: whether a cache in front looks at \`Vary\`, whether something answers preflights before the policy, whether paths match as the router's do. A clean audit is no proof that an application is safe.

This document is made of the code by \`npm run test:package -- -u\`.
`

/** The points of the checklist, and what they are about. */
const POINTS = [
  'How long browsers keep a permission',
  'Whose pages may read',
  'Methods',
  'Request headers',
  'Response headers',
  'Credentials and forged requests',
]

/** When a rule speaks. */
const CONDITIONS: Readonly<Record<RuleId, string>> = {
  'A-02': '`maxAge` above 300 with `stage: "trial"`',
  'A-03': '`maxAge` above 600',
  'A-04': 'no `maxAge` with `stage: "stable"`',
  'O-03': '`dangerouslyAllowNullOrigin` beside a list or a predicate',
  'O-07': 'a wildcard below a public suffix, or a predicate that allows what is there',
  'O-08': 'a wildcard, or a predicate that allows what is below, with credentials',
  'O-09': '`http:` beyond loopback, with credentials',
  'O-10': '`http:` beyond loopback, without credentials',
  'O-11':
    'loopback with `environment: "production"`, or beside others with credentials unless it is `development` or `test`',
  'O-12':
    'a private address (also one mapped to IPv6), a name without a dot, `.local`, `.internal`, `.lan`, `.home.arpa` and the like',
  'O-13': 'a host below a suffix that strangers share, with credentials',
  'O-14': 'a predicate; `medium` without credentials; when it fails, it may need its `context`',
  'O-15': 'a predicate that says yes to a hostile origin',
  'O-16': '`http:` and `https:` of one host',
  'O-17': 'a registrable domain that none of `self` has; without `self`, several of them; with credentials',
  'O-18': 'an entry that is there twice, below a wildcard or one of `self`; more than 50 entries',
  'O-19': 'another scheme than `http:` and `https:`, with credentials',
  'O-21':
    '`origin: "*"` over a route with `cookies`, unless `cookieless`, or with a private `cacheControl`, or at a private `self`',
  'R-01': 'seen by `observe`: requests of origins that are refused',
  'V-02': 'a route with a public `cacheControl` where the answer depends on the origin; or seen by `observe`',
  'X-01': 'seen by `observe`: the application sets `Access-Control-*` itself',
  'M-02': 'a method that none of `routes` has',
  'M-03': 'GET, HEAD or POST in a list that is not the default one, without `enforce`',
  'M-04': 'a route with `sideEffects` for GET, HEAD or any method',
  'M-05': 'a star; `low` with `origin: "*"`',
  'H-02': 'a star',
  'H-03': '`dangerouslyReflectHeaders`',
  'H-04': '`X-Forwarded-*`, `X-Real-IP`, `X-Original-URL`, `X-HTTP-Method-Override` and the like',
  'H-05': '`Accept`, `Accept-Language`, `Content-Language`',
  'E-02': 'a star',
  'E-03':
    '`Authorization`, `Server`, and names with `token` (not `tokens` or `continuation-token`), `secret`, `api-key`, `csrf`, `session` or `password` in them',
  'E-04': 'CORS-safelisted response-header names such as `Content-Type`',
  'C-01': 'none of `routes` has cookies; or seen by `observe`: no request carried any',
  'C-02': 'credentials without `csrf` and `enforce`, unless all `routes` only read',
  'C-04': 'credentials and `Authorization` in `allowHeaders`, unless a route has `cookies`',
  'C-05': 'seen by `observe`: `Set-Cookie` without `Secure`, `HttpOnly` or `SameSite`, with credentials',
  'F-03': 'with cookies: the guard allows a POST with a cookie, without `Sec-Fetch-Site` and `Origin`',
  'F-04': 'with cookies: the guard allows a POST whose `Origin` is the host that it names',
  'F-05': 'with cookies: `self` is on `http:` beyond loopback',
  'F-06':
    'a route that is a `webSocket`, without `enforce`, and without `csrf` or with a guard that allows any origin there',
  'F-07':
    'with cookies: the guard allows a POST of another origin, of `null`, of one that begins with `self`, or of another site; or it has `mode: "report"`',
  'F-08': 'with cookies: `check()` of the guard throws or answers with a promise',
  'J-01': 'a route with `jsonp`, and credentials or `cookies`',
}

/** Why `cors()` refuses it, and so the audit has an error of the same name. */
const REFUSALS: Readonly<Record<PolicyIssueCode, string>> = {
  'option-type': 'The value is of another type. Write one of the type that the message names',
  'option-unknown': 'There is no such option, and what it means would be lost. Write the name in the message',
  'origin-missing': 'No list is not any origin. Write the origins',
  'origin-type': 'It is neither a text nor a function. Write an origin',
  'origin-empty': 'An empty text is no origin. Remove it',
  'origin-null': 'Every sandboxed page has the origin `null`. Serve the page from an origin that you list',
  'origin-star-in-list': 'A star would swallow the list. Write `origin: "*"`, or the origins',
  'origin-separator': 'It is several origins in one text. Write a list, or use `parseOrigins`',
  'origin-no-scheme': 'A browser sends the scheme. Write `https://` before the host',
  'origin-opaque-scheme': 'Pages of this scheme have no origin to list. Remove it',
  'origin-userinfo': 'An origin has no user. Write scheme, host and port',
  'origin-has-path': 'An origin has no path, not even a slash, so it would match nothing. Remove the path',
  'origin-port': 'The port is the default one, or none. Write the origin as a browser sends it',
  'origin-not-canonical': 'A browser never sends it like this. Write what the message suggests',
  'wildcard-position':
    'A star there admits names that strangers can register. Write `https://*.example.com`, or the hosts',
  'wildcard-no-base': 'Nothing stands below the star. Write the domain',
  'wildcard-port': 'Any port is for loopback hosts. Write the port',
  'wildcard-registry-suffix': 'Anybody can register a name below it. Write your domain',
  'wildcard-public-suffix': 'Anybody can publish below it, and would read the data of your users. List your hosts',
  'any-origin-credentials':
    'Every website would read the data of your users. List the origins, or leave credentials out',
  'insecure-origin-credentials': 'Whoever is on the network would read the data of your users. Write `https`',
  'null-origin-credentials': 'Every sandboxed page would read the data of your users. Leave one of both out',
  'star-with-credentials': 'With credentials a star is a name like any other. List the names',
  'method-invalid': 'It is no name of a method. Write a list of names',
  'method-case': 'Browsers send it as it is written, and hardly a server knows it. Write it in upper case',
  'method-forbidden': 'No script can send it. Remove it',
  'header-invalid': 'It is no name of a header. Write a list of names',
  'header-forbidden': 'No script can set it. Remove it',
  'header-is-cors-header': 'It is of the protocol itself. Remove it',
  'header-star-reflected': 'Reflected, a star would not be a name. Remove one of both',
  'cookieless-without-any-origin':
    'Pages that are listed may act for their visitor. Leave it out, or write `origin: "*"`',
  'expose-forbidden': 'No script can read it. Remove it',
  'max-age-range': 'It is out of range. Write whole seconds from 0 to 86400',
  'vary-without-predicate': '`vary` where no predicate decides',
  'preflight-status': 'Some browsers take 200 and 204 only. Write one of them',
}

/** The document, made of the rules. */
export function renderDocument(): string {
  const rules = Object.entries(RULES) as [RuleId, Rule][]
  const parts = POINTS.map((title, at) => {
    const lines = rules.filter(([, [, point]]) => point === at + 1).map(([rule, texts]) => renderRule(rule, texts))
    return `## ${at + 1}. ${title}\n\n${lines.join('\n')}\n`
  })
  const refusals = Object.entries(REFUSALS).map(([code, text]) => `- **${code}**: ${text}.`)
  return [
    INTRODUCTION,
    ...parts,
    `## What \`cors()\` refuses\n\nAll of these are errors.\n\n${refusals.join('\n')}\n`,
  ].join('\n')
}

function renderRule(rule: RuleId, [severity, , references, sentence, fix]: Rule): string {
  return `- **${rule}** (${severity}; ${CONDITIONS[rule]}): ${sentence}. _Fix:_ ${fix}. (${references})`
}
