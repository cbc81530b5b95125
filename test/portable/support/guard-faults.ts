import { cors, type PolicyIssue } from '../../../src/index.ts'
import { SELF } from './writes.ts'

/** An option of `csrf()`, a wrong value, and the path and the suggestion that are expected. */
type Row = readonly [name: string, value: unknown, path: PolicyIssue['path'], suggestion?: unknown]

const EXAMPLE = 'https://a.example'
const predicate = cors({ origin: () => true, credentials: true })
const wild = cors({ origin: [EXAMPLE, 'https://*.a.example'], credentials: true })
const insecure = cors({ origin: ['http://a.example'], credentials: true, dangerouslyAllowInsecureOrigins: true })
const anyPort = cors({ origin: ['http://localhost:*'], credentials: true })

export const GUARD_FAULTS: readonly Row[] = [
  ['self', undefined, ['self']],
  ['self', 'app.example.com', ['self'], SELF],
  ['self', [SELF, `${SELF}/`], ['self', 1], SELF],
  ['self', 'https://App.example.com:443', ['self'], SELF],
  ['self', 'https://u:p@app.example.com/path', ['self'], SELF],
  ['self', 'https://*.example.com', ['self']],
  ['self', 'https://a.example,https://b.example', ['self']],
  ['self', '*', ['self']],
  ['self', 'capacitor://localhost', ['self']],
  ['self', ' ', ['self']],
  // Only `trusted` accepts a policy.
  ['self', cors({ origin: [EXAMPLE], credentials: true }), ['self']],
  ['self', cors({ origin: [EXAMPLE] }), ['self']],
  ['allowedHosts', cors({ origin: [EXAMPLE] }), ['allowedHosts']],
  ['bypass', cors({ origin: [EXAMPLE] }), ['bypass']],
  // Any page can send the origin `null`, and https://null is another origin.
  ['self', 'null', ['self']],
  ['self', 'dev.null', ['self'], 'https://dev.null'],
  ['self', 'null.example', ['self'], 'https://null.example'],
  ['self', [undefined], ['self', 0]],
  ['self', [[SELF]], ['self', 0]],
  ['trusted', ['null', 'https://null.example'], ['trusted', 0]],
  ['self', 7n, ['self']],
  ['self', null, ['self']],
  ['self', new URL(SELF), ['self']],
  ['self', { toString: () => SELF }, ['self']],
  ['trusted', ['https://*.a.example'], ['trusted', 0]],
  ['trusted', ['http://a.example'], ['trusted', 0]],
  ['trusted', ['http://localhost.evil.example'], ['trusted', 0]],
  ['trusted', ['http://localhost:*'], ['trusted', 0]],
  ['trusted', ['ws://a.example'], ['trusted', 0]],
  ['trusted', [EXAMPLE, 'a.example'], ['trusted', 1], EXAMPLE],
  ['trusted', predicate, ['trusted']],
  ['trusted', wild, ['trusted', 1]],
  ['trusted', insecure, ['trusted', 0]],
  ['trusted', anyPort, ['trusted', 0]],
  ['trusted', /a/, ['trusted']],
  ['missing', 'denied', ['missing']],
  ['missing', 'deny-all', ['missing']],
  ['missing', ['deny'], ['missing']],
  ['missing', true, ['missing']],
  ['methodOverride', 'true', ['methodOverride'], true],
  ['methodOverride', 1, ['methodOverride']],
  ['allowedHosts', ['http://localhost:3000/'], ['allowedHosts', 0], 'localhost:3000'],
  ['allowedHosts', ['LOCALHOST'], ['allowedHosts', 0], 'localhost'],
  ['allowedHosts', ['*.a.example'], ['allowedHosts', 0]],
  ['allowedHosts', ['a.example,b.example'], ['allowedHosts', 0]],
  ['bypass', ['post /hooks/pay'], ['bypass', 0], 'POST /hooks/pay'],
  ['bypass', ['/hooks/pay'], ['bypass', 0]],
  ['bypass', ['POST hooks'], ['bypass', 0]],
  ['bypass', ['a POST /hooks'], ['bypass', 0]],
  ['bypass', ['POST /hooks/*'], ['bypass', 0]],
  ['bypass', ['POST /hooks/:id'], ['bypass', 0]],
  ['bypass', ['POST /hooks/{id}'], ['bypass', 0]],
  ['bypass', ['POST /hooks/[id]'], ['bypass', 0]],
  ['bypass', ['POST /hooks(/pay)?'], ['bypass', 0]],
  ['bypass', ['POST /hooks?from=x'], ['bypass', 0]],
  ['bypass', ['* /hooks'], ['bypass', 0]],
  ['bypass', [/hooks/], ['bypass', 0]],
  ['mode', 'reports', ['mode']],
  ['mode', 'reenforce', ['mode']],
  ['missing', 'disallow', ['missing']],
  ['onDeny', 'log', ['onDeny']],
]
