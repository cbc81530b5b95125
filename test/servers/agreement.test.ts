import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ExportError } from '../../src/export/index.ts'
import { cors } from '../../src/index.ts'
import { grantsMore } from './support/answer.ts'
import { differencesOf } from './support/compare.ts'
import { POLICIES, REQUESTS, UPSTREAM } from './support/data.ts'
import { DIFFERENCES } from './support/differences.ts'
import { isInstalled, TARGETS } from './support/targets.ts'
import { type Listening, startUpstream } from './support/upstream.ts'

/** The policies that a server does not take: server, policy, codes. */
const REFUSED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  all: { reflect: ['export-reflected-headers'] },
  nginx: { tokens: ['export-method'], cookieless: ['export-cookieless'] },
  'nginx with headers-more': { tokens: ['export-method'] },
}

function refusalOf(run: () => void): readonly string[] | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    if (error instanceof ExportError) return error.issues.map(({ code }) => code)
    throw error
  }
}

let upstream: Listening
beforeAll(async () => {
  upstream = await startUpstream(UPSTREAM)
})
afterAll(() => upstream.stop())

describe.each(TARGETS.filter(isInstalled))('$name answers as the policy does', (target) => {
  const known = DIFFERENCES.filter(({ targets }) => targets.test(target.name))
  const seen = new Set<string>()

  test.each(POLICIES)('%s', async (policyName, options) => {
    const policy = cors(options)
    const refused = refusalOf(() => target.export(policy))
    expect(refused).toEqual(REFUSED[target.name]?.[policyName] ?? REFUSED['all']?.[policyName])
    if (refused) return
    const differences = await differencesOf(target, policy, REQUESTS, upstream.port)
    const unknown = differences.filter(({ request, got, expected }) => {
      const difference = known.find(({ requests }) => requests.test(request.name))
      if (difference) seen.add(difference.kind)
      return !difference || (grantsMore(got, expected) && !difference.grantsMore)
    })
    expect(unknown).toEqual([])
  })

  test('every difference that is named occurs', () => {
    expect(known.map(({ kind }) => kind).filter((kind) => !seen.has(kind))).toEqual([])
  })
})
