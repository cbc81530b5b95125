import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ExportError } from '../../src/export/index.ts'
import { cors } from '../../src/index.ts'
import { answerOf, grantsMore } from './support/answer.ts'
import { POLICIES, REQUESTS, UPSTREAM } from './support/data.ts'
import { DIFFERENCES } from './support/differences.ts'
import { exchange } from './support/exchange.ts'
import { expectedOf } from './support/expected.ts'
import { isInstalled, startTarget, TARGETS } from './support/targets.ts'
import { type Listening, startUpstream } from './support/upstream.ts'

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
    let files
    try {
      files = target.export(policy).files
    } catch (error) {
      if (!(error instanceof ExportError)) throw error
      expect(error.issues.map(({ code }) => code)).toMatchSnapshot(policyName)
      return
    }
    const server = await startTarget(target, files, upstream.port)
    const answers = await Promise.all(REQUESTS.map((request) => exchange(server.port, request)))
    await server.stop()
    const differences = await Promise.all(
      REQUESTS.map(async (request, at) => {
        const [got, expected] = [answerOf(answers[at]!), await expectedOf(policy, request, UPSTREAM)]
        if (JSON.stringify(got) === JSON.stringify(expected)) return []
        const difference = known.find(({ requests }) => requests.test(request.name))
        if (difference) seen.add(difference.kind)
        const isKnown = difference && (!grantsMore(got, expected) || difference.grantsMore)
        return isKnown ? [] : [{ request: request.name, got, expected }]
      }),
    )
    expect(differences.flat()).toEqual([])
  })

  test('every difference that is named occurs', () => {
    expect(known.map(({ kind }) => kind).filter((kind) => !seen.has(kind))).toEqual([])
  })
})
