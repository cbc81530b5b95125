import { expect } from 'vitest'

const READ = ['Read by the page', 'The model agrees', 'decide() agrees']
const REFUSED = ['Blocked by the browser', 'The model agrees', 'decide() agrees']
const REJECTED = ['Rejected TypeError: Failed to fetch', 'Status not readable']
const RAN = 'Answer 200, the handler ran'
const PREFLIGHT_ANSWER = 'Answer 204, the handler did not run'
const including = (...lines: string[]): unknown => expect.arrayContaining(lines)

/** The expected content of each card in Chromium. It is independent of the data by which the page judges itself. */
export const EXPECTED_CARDS = [
  {
    id: 'get',
    verdict: READ,
    sent: including('Mode cors', 'Credentials same-origin'),
    cameBack: including('Status 200', 'Header content-type: application/json'),
    said: ['Actual request', 'Decision allowed', RAN],
  },
  {
    id: 'credentials',
    verdict: READ,
    sent: including('Credentials include'),
    cameBack: including('Status 200'),
    said: ['Actual request', 'Decision allowed', 'Policy credentials: true', RAN],
  },
  {
    id: 'put',
    verdict: READ,
    sent: including('Header Content-Type: application/json', 'Body {"flower":"gardenia"}'),
    cameBack: including('Status 200', 'Body {"id":7,"flower":"gardenia"}'),
    said: ['Preflight for PUT', 'Decision allowed', PREFLIGHT_ANSWER, 'Actual request', 'Decision allowed', RAN],
  },
  {
    id: 'expose',
    verdict: READ,
    cameBack: including('Status 200', 'Header x-total-count: 3', 'Header x-supplier not readable'),
    said: ['Actual request', 'Decision allowed', RAN],
  },
  {
    id: 'method',
    verdict: REFUSED,
    cameBack: REJECTED,
    said: ['Preflight for DELETE', 'Decision refused: method-not-listed', PREFLIGHT_ANSWER],
  },
  {
    id: 'header',
    verdict: REFUSED,
    sent: including('Header X-Debug: 1'),
    cameBack: REJECTED,
    said: ['Preflight for GET', 'Decision refused: headers-not-listed', 'Header x-debug', PREFLIGHT_ANSWER],
  },
  {
    id: 'origin',
    verdict: REFUSED,
    cameBack: REJECTED,
    said: ['Actual request', 'Decision refused: origin-not-listed', RAN],
  },
  {
    id: 'public',
    verdict: READ,
    cameBack: including('Status 200'),
    said: ['Actual request', 'Decision allowed', RAN],
  },
  {
    id: 'public-credentials',
    verdict: ['Blocked by the browser', 'The model agrees', 'decide() agrees, except for credentials'],
    sent: including('Credentials include'),
    cameBack: REJECTED,
    said: ['Actual request', 'Decision allowed', 'Policy credentials: false', RAN],
  },
  {
    id: 'error',
    verdict: READ,
    cameBack: including('Status 500', 'Body empty'),
    said: ['Actual request', 'Decision allowed', 'Answer 500, the handler ran'],
  },
  {
    id: 'upstream',
    verdict: REFUSED,
    cameBack: REJECTED,
    said: ['Actual request', 'Decision refused: origin-not-listed', RAN],
  },
  {
    id: 'enforce',
    verdict: REFUSED,
    cameBack: REJECTED,
    said: ['Actual request', 'Decision refused: origin-not-listed', 'Answer 403, the handler did not run'],
  },
  {
    id: 'sandbox',
    verdict: REFUSED,
    sent: including('Origin null'),
    cameBack: REJECTED,
    said: ['Actual request', 'Decision refused: origin-null', RAN],
  },
  {
    id: 'redirect',
    verdict: READ,
    cameBack: including('Status 200, after a redirect'),
    said: [
      'Actual request',
      'Decision allowed',
      'Answer 302, the handler ran',
      'Actual request',
      'Decision allowed',
      RAN,
    ],
  },
  {
    id: 'redirect-put',
    verdict: READ,
    cameBack: including('Status 200, after a redirect', 'Body {"id":7,"flower":"gardenia"}'),
    said: [
      ...['Preflight for PUT', 'Decision allowed', PREFLIGHT_ANSWER],
      ...['Actual request', 'Decision allowed', 'Answer 307, the handler ran'],
      ...['Preflight for PUT', 'Decision allowed', PREFLIGHT_ANSWER],
      ...['Actual request', 'Decision allowed', RAN],
    ],
  },
  {
    id: 'cache',
    verdict: READ,
    sent: including('Body {"flower":"gardenia"}'),
    cameBack: including('Status 200'),
    said: [
      ...['Preflight for PUT', 'Decision allowed', PREFLIGHT_ANSWER],
      ...['Actual request', 'Decision allowed', RAN],
      ...['Actual request', 'Decision allowed', RAN],
    ],
  },
  {
    id: 'no-cors',
    verdict: ['Sent, but unreadable', 'The model agrees', 'decide() agrees'],
    sent: including('Mode no-cors'),
    cameBack: ['Response opaque', 'Status not readable'],
    said: ['Actual request', 'Decision no-origin', RAN],
  },
  {
    id: 'gateway',
    verdict: ['Blocked by the browser', 'The model agrees', 'decide() agrees, but was not asked'],
    sent: including('Header Authorization: Bearer demo'),
    cameBack: REJECTED,
    said: [
      'Preflight for GET',
      'Decision allowed, but nobody asked',
      'Answer 401 of the gateway, the handler did not run',
    ],
  },
]
