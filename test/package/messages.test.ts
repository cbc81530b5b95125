import { join } from 'node:path'
import { expect, test } from 'vitest'
import { audit, observe } from '../../src/audit/index.ts'
import { csrf } from '../../src/csrf/index.ts'
import { cors, parseOrigins, PolicyError } from '../../src/index.ts'
import { jsonp } from '../../src/jsonp/index.ts'
import { CREDENTIAL_FAULTS, issuesOf, OPTION_FAULTS, ORIGIN_FAULTS } from '../portable/support/faults.ts'

/** What the other readers of options refuse, one of each kind. */
const OTHERS: readonly (() => unknown)[] = [
  () => parseOrigins(undefined),
  () => parseOrigins('https://app.example.com app.example.com'),
  () => csrf({} as never),
  () => csrf({ self: 'app.example.com', trusted: 'http://admin.example.com', bypass: 'post /hooks/*' }),
  () => csrf({ self: 'https://app.example.com', missing: 'refuse', mode: true, onDeny: 'log' } as never),
  () => csrf({ self: 'https://app.example.com', allowedHosts: '*.example.com', trustedOrigins: [] } as never),
  () => jsonp(new Request('https://api.example.com/'), {}, {} as never),
  () =>
    jsonp(new Request('https://api.example.com/'), {}, {
      parameter: 'callback',
      callbacks: ['eval'],
      only: 1,
    } as never),
  () =>
    audit({ origin: [] }, { stage: 'beta', routes: [{}], csrf: 1, self: 'example.com', enviroment: 'test' } as never),
  () => observe(cors({ origin: [] }), {} as never),
]

function messageOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof PolicyError) return String(error)
    throw error
  }
  throw new Error(`Nothing is refused by ${String(read)}, expected a PolicyError`)
}

test('messages are the reviewed ones: read what changed before you accept it', async () => {
  const faults = [...ORIGIN_FAULTS, ...CREDENTIAL_FAULTS, ...OPTION_FAULTS]
  const issues = faults.flatMap(({ options }) => issuesOf(options))
  const messages = new Set(issues.map(({ code, message }) => `${code}: ${message}\n`))
  const text = [...messages].toSorted((one, other) => (one < other ? -1 : 1)).join('')
  await expect(`${text}\n${OTHERS.map(messageOf).join('\n')}`).toMatchFileSnapshot(
    join(import.meta.dirname, 'messages.txt'),
  )
})
