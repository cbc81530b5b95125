import { describe, expect, test } from 'vitest'
import { type Explanation, explain } from '../../../src/explain/index.ts'
import { FAILURES } from '../../../src/explain/failures/index.ts'
import { API, FAILURE_ROWS, type FailureRow, PAGE, serverOf } from '../support/failures.ts'

async function explainRow([, , answers, call]: FailureRow): Promise<Explanation> {
  return await explain({ network: serverOf(answers), page: PAGE, url: API, ...call })
}

describe('each failure', () => {
  test.each(Object.entries(FAILURE_ROWS))('%s has its sentence, its fixes and its section', async (code, row) => {
    const explanation = await explainRow(row)
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation)
    const { verdict, fixes, steps } = explanation
    expect(verdict).toMatchObject({ readable: false, code, sentence: row[0] })
    expect(fixes.map(({ value }) => value)).toEqual(row[1])
    expect(verdict.spec).toMatch(/^https:\/\/fetch\.spec\.whatwg\.org\/#[a-z\d-]+$/)
    expect(Object.values(verdict.console ?? {}).every((message) => message.length > 20)).toBe(true)
    const last = steps.findLast(({ side }) => side === 'browser')
    expect(last).toMatchObject({ passed: false, sentence: row[0], spec: verdict.spec })
  })

  test('has a row in test/portable/support/failures.ts', () => {
    const made = Object.keys(FAILURE_ROWS)
    expect(Object.keys(FAILURES).toSorted()).toEqual(made.toSorted())
  })
})
