import { DEFAULT_SCENE } from '../../scene/scene.ts'
import { callOf } from '../../see/call-of.ts'
import { type Call, playCall } from '../call.ts'
import type { Played } from '../idea.ts'
import { type Bank, openBank } from '../servers/bank.ts'

const BANK = 'https://bank.example'

const ATTACKER = 'https://prizes.example'
/** Browsers add this cookie to requests from all websites. */
const COOKIE = 'session=alice; Secure; HttpOnly; SameSite=None'

/** Does what a form does when it is submitted. The simulated browser has no navigations. */
async function submit(bank: Bank, page: string, to: string): Promise<Call> {
  const isOwn = page === BANK
  const before = bank.sent.get(to)
  const scene = {
    ...DEFAULT_SCENE,
    url: `${BANK}/transfer`,
    method: 'POST',
    mode: isOwn ? ('cors' as const) : ('no-cors' as const),
    credentials: isOwn ? ('same-origin' as const) : ('include' as const),
  }
  const body = `to=${to}&amount=10`
  const code = `// The same request as that of a form\n${callOf(scene)}`.replace(
    /\n\}\)$/,
    `\n  body: new URLSearchParams('${body}'),\n})`,
  )
  const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }
  const { url, method, mode, credentials } = scene
  const question = { page, url, method, mode, credentials, headers, body, cookies: [COOKIE] }
  const call = await playCall(question, bank.network, code)
  return { ...call, isReached: bank.sent.get(to) !== before }
}

export async function playCsrf(value: string): Promise<Played> {
  const bank = openBank(value === 'guard')
  const forged = await submit(bank, ATTACKER, 'mallory')
  const own = await submit(bank, BANK, 'landlord')
  const stolen = bank.sent.get('mallory') ?? 0
  const { status, got } = forged.exchanges.at(-1)!
  return {
    calls: [forged, own],
    answer: stolen > 0,
    note: 'If the bank set the cookie with `SameSite=Lax`, the browser would not send it here. But it would still send it from another host of the bank, such as `https://blog.bank.example`.',
    effect: { label: 'Money that the forged form sent', value: String(stolen) },
    scene: {
      ...DEFAULT_SCENE,
      page: ATTACKER,
      url: `${BANK}/transfer`,
      method: 'POST',
      headers: 'Content-Type: application/x-www-form-urlencoded',
      mode: 'no-cors',
      credentials: 'include',
      response: [status, ...got.map(([name, line]) => `${name}: ${line}`)].join('\n'),
    },
  }
}
