import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ExportError } from '../../src/export/index.ts'
import { grantsMore } from './support/answer.ts'
import { differencesOf } from './support/compare.ts'
import { UPSTREAM } from './support/data.ts'
import { TABLE_REQUESTS, TABLES } from './support/tables.ts'
import { isInstalled, TARGETS } from './support/targets.ts'
import { type Listening, startUpstream } from './support/upstream.ts'

let upstream: Listening
beforeAll(async () => {
  upstream = await startUpstream(UPSTREAM)
})
afterAll(() => upstream.stop())

describe.each(TARGETS.filter(isInstalled))('$name answers as the table does', (target) => {
  test.each(Object.keys(TABLES))('%s', async (name) => {
    const table = TABLES[name]!
    const isRefused = target.name === 'nginx' && name === 'cookieless rows'
    if (isRefused) {
      expect(() => target.export(table)).toThrow(ExportError)
      return
    }
    const differences = await differencesOf(target, table, TABLE_REQUESTS, upstream.port)
    expect(differences.filter(({ request }) => !request.isOdd)).toEqual([])
    expect(differences.filter(({ got, expected }) => grantsMore(got, expected))).toEqual([])
  })
})
