import { expect, it } from 'vitest'
import { generous, networkOf } from '../../support/network.ts'

it('every step is reported, and Authorization has one of its own', async () => {
  const { fetch, steps } = networkOf(generous)
  await fetch({
    method: 'PUT',
    headers: [
      ['X-A', '1'],
      ['Authorization', 'x'],
    ],
  })

  expect(steps.map(({ id }) => id)).toEqual([
    'same-origin-shortcut',
    'classify-request',
    'preflight-cache-lookup',
    'preflight-request',
    'preflight-cors-check',
    'preflight-status',
    'preflight-parse-lists',
    'preflight-method',
    'preflight-authorization',
    'preflight-header',
    'preflight-cache-store',
    'actual-request',
    'cors-check',
    'timing-check',
    'filter',
  ])
  expect(steps.filter(({ passed }, index) => passed !== ![0, 13].includes(index))).toEqual([])
  expect(steps.every(({ hop }) => hop === 0)).toBe(true)
  expect(steps.at(-1)?.detail).toEqual({
    type: 'cors',
    hidden: [
      'Access-Control-Allow-Origin',
      'Access-Control-Allow-Credentials',
      'Access-Control-Allow-Methods',
      'Access-Control-Allow-Headers',
      'Access-Control-Max-Age',
    ],
  })
})
