import { describe, expect, it } from 'vitest'
import { type AuditSettings, checklist, type ChecklistItem } from '../../../src/audit/index.ts'
import { cors, type CorsOptions } from '../../../src/index.ts'

const A = 'https://app.example.com'

function grades(options: unknown, settings?: AuditSettings): string {
  const points = checklist(options as CorsOptions, settings) as readonly ChecklistItem[]
  expect(points.map(({ point }) => point)).toEqual([1, 2, 3, 4, 5, 6])
  return points.map(({ grade }) => grade[0]).join('')
}

describe('the checklist', () => {
  it.each<readonly [grades: string, options: unknown, settings: AuditSettings]>([
    ['pppppp', { origin: [A], credentials: true, maxAge: 7200 }, { csrf: true }],
    ['pppppf', { origin: [A], credentials: true }, {}],
    ['appppp', { origin: [A], maxAge: 7200 }, { stage: 'trial' }],
    ['pfpppp', { origin: ['https://*.vercel.app'] }, {}],
    ['papppp', { origin: ['http://app.example.com'] }, {}],
    ['ppaapp', { origin: [A], allowMethods: ['*'], allowHeaders: ['*'] }, {}],
    ['pppfap', { origin: [A], dangerouslyReflectHeaders: true, exposeHeaders: ['x-token'] }, {}],
    // Nothing else is known about options that cors() refuses.
    ['faaaaa', { origin: [A], maxAge: -1 }, {}],
    ['afaaaa', {}, {}],
  ])('grades as %s: %j with %j', (expected, options, settings) => {
    expect(grades(options, settings)).toBe(expected)
  })

  it('has the findings behind each grade, and is frozen', () => {
    const points = checklist(cors({ origin: ['https://*.vercel.app'], maxAge: 7200 }))
    expect(points[1]?.findings.map(({ rule }) => rule)).toEqual(['O-07'])
    expect(points[0]).toMatchObject({ grade: 'pass', findings: [{ rule: 'A-03' }] })
    for (const part of [points, ...points, ...points.map(({ findings }) => findings)])
      expect(Object.isFrozen(part)).toBe(true)
  })

  it('says what each point asks for', () => {
    const words = [/maxAge.*sure/, /origins/, /methods/, /request headers/, /response headers/, /credentials.*CSRF/i]
    const titles = checklist({ origin: [A] }).map(({ title }) => title)
    expect(titles).toEqual(words.map((word) => expect.stringMatching(word) as string))
  })

  it('is a promise if the audit is one', async () => {
    const points = checklist({ origin: async () => true })
    expect(points).toBeInstanceOf(Promise)
    expect((await points)[1]?.grade).toBe('fail')
  })
})
