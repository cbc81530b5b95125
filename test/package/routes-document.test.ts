import { expect, test } from 'vitest'
import { cors } from '../../src/index.ts'
import { routes } from '../../src/routes/index.ts'
import { rawRequest } from '../portable/support/requests.ts'
import { readText } from './project.ts'

const ours = cors({ origin: ['https://app.example.com'], allowMethods: ['GET', 'PUT'] })

/** The table of docs/routes.md. */
const table = routes({
  'GET /prices/:id': { origin: '*' },
  '/prices/:id': ours,
  '/api/internal/*': false,
  '/api/*': ours,
})

const rows = readText('docs/routes.md')
  .split('| its row in the table above')[1]!
  .split('\n\n')[0]!
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => {
    const [, paths = '', row = ''] = line.split('|')
    const [, key] = /^ `([^`]+)`/.exec(row) ?? []
    return Array.from(paths.matchAll(/`([^`]+)`/g), ([, path = '']) => [path, key] as const)
  })

test('docs/routes.md has paths of both kinds', () => {
  expect(rows.filter(([, key]) => key).length).toBeGreaterThan(5)
  expect(rows.filter(([, key]) => !key).length).toBeGreaterThan(5)
})

test.each(rows)('docs/routes.md says the truth about %s', (path, key) => {
  const found = table.find(rawRequest('GET', {}, `https://api.example.com${path}`))
  expect([found.key, found.isUncertain]).toEqual([key, key === undefined])
})
