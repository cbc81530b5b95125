import { expect, test } from 'vitest'
import type { Call, Exchange, Outcome } from '../../lab/calls/call.ts'
import { judge } from '../../lab/calls/judge.ts'

const READ: Outcome = { kind: 'read', status: 200, headers: [['x-total-count', '3']], body: '', redirected: false }
const REFUSED: Outcome = { kind: 'refused', error: 'TypeError: Failed to fetch' }

const exchange = (allowed: boolean, credentials = true): Exchange => ({
  sent: { method: 'GET', path: '/', origin: 'null', hasCookies: false },
  decision: { kind: 'actual', allowed, reason: allowed ? 'allowed' : 'origin-null', origin: 'null' },
  credentials,
  ran: true,
  status: 200,
})

const call = (outcome: Outcome['kind'], more: Partial<Call['send']> = {}): Call => ({
  id: 'call',
  title: 'A call',
  why: '',
  send: { method: 'GET', path: '/', ...more },
  expect: {
    outcome,
    status: 200,
    readable: ['x-total-count'],
    hidden: ['x-supplier'],
    exchanges: [{ kind: 'actual', reason: outcome === 'read' ? 'allowed' : 'origin-null', status: 200, ran: true }],
  },
})

test.each<[string, Call, Outcome, Exchange[], boolean, boolean, string[]]>([
  ['allowed and read', call('read'), READ, [exchange(true)], true, false, []],
  ['refused and refused', call('refused'), REFUSED, [exchange(false)], true, false, []],
  [
    'allowed, but refused',
    call('read'),
    REFUSED,
    [exchange(true)],
    false,
    false,
    ['Outcome: expected read, got refused'],
  ],
  [
    'refused, but read',
    call('refused'),
    READ,
    [exchange(false)],
    false,
    false,
    ['Outcome: expected refused, got read'],
  ],
  [
    'one of two refused, but read',
    call('read'),
    READ,
    [exchange(true), exchange(false)],
    false,
    false,
    ['Request 2: expected none, got actual origin-null 200, handler ran'],
  ],
  [
    'nothing recorded',
    call('refused'),
    REFUSED,
    [],
    false,
    false,
    ['Request 1: expected actual origin-null 200, handler ran, got none'],
  ],
  [
    'nothing recorded of a call whose response nobody could read',
    call('opaque', { mode: 'no-cors' }),
    REFUSED,
    [],
    false,
    false,
    ['Outcome: expected opaque, got refused', 'Request 1: expected actual origin-null 200, handler ran, got none'],
  ],
  [
    'a header too few and one too many',
    call('read'),
    { ...READ, headers: [['x-supplier', 'Flora']] },
    [exchange(true)],
    true,
    false,
    ['Header x-total-count readable: expected true, got false', 'Header x-supplier readable: expected false, got true'],
  ],
  [
    'another status',
    call('read'),
    { ...READ, status: 500 },
    [exchange(true)],
    true,
    false,
    ['Status: expected 200, got 500'],
  ],
  [
    'refused because of credentials that the policy does not allow',
    call('refused', { credentials: 'include' }),
    REFUSED,
    [exchange(true, false)],
    true,
    true,
    ['Request 1: expected actual origin-null 200, handler ran, got actual allowed 200, handler ran'],
  ],
  [
    'refused because of its origin, with credentials that the policy does not allow',
    call('refused', { credentials: 'include' }),
    REFUSED,
    [exchange(false, false)],
    true,
    false,
    [],
  ],
  [
    'read despite credentials that the policy does not allow',
    call('read', { credentials: 'include' }),
    READ,
    [exchange(true, false)],
    false,
    true,
    [],
  ],
])('%s', (_, made, outcome, exchanges, agrees, isAboutCredentials, surprises) => {
  const verdict = judge({ call: made, url: 'http://127.0.0.1/', outcome, exchanges })
  expect(verdict).toEqual({ agrees, isAboutCredentials, surprises })
})
