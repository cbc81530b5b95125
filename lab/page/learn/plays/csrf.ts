import { questionOf } from '../../model/run.ts'
import { DEFAULT_SCENE, type Scene } from '../../scene/scene.ts'
import { callOf } from '../../see/call-of.ts'
import { type Call, playCall } from '../call.ts'
import type { Played } from '../idea.ts'
import { type Bank, openBank } from '../servers/bank.ts'

const BANK = 'https://bank.example'

const ATTACKER = 'https://prizes.example'
/** Browsers add this cookie to requests from all websites. */
const COOKIE = 'session=alice; Secure; HttpOnly; SameSite=None'

/** Does what a form does when it is submitted. The simulated browser has no navigations. */
async function submit(bank: Bank, page: string, to: string): Promise<{ readonly call: Call; readonly scene: Scene }> {
  const isOwn = page === BANK
  const scene: Scene = {
    ...DEFAULT_SCENE,
    page,
    url: `${BANK}/transfer`,
    method: 'POST',
    headers: 'Content-Type: application/x-www-form-urlencoded',
    body: `to=${to}&amount=10`,
    mode: isOwn ? 'cors' : 'no-cors',
    credentials: isOwn ? 'same-origin' : 'include',
  }
  const code = `// The same request as that of a form\n${callOf(scene)}`
  const call = await playCall({ ...questionOf(scene), cookies: [COOKIE] }, bank.network, code)
  return { scene, call: { ...call, isReached: bank.sent.has(to) } }
}

export async function playCsrf(value: string): Promise<Played> {
  const bank = openBank(value === 'guard')
  const forged = await submit(bank, ATTACKER, 'mallory')
  const own = await submit(bank, BANK, 'landlord')
  const stolen = bank.sent.get('mallory') ?? 0
  const { status, got } = forged.call.exchanges.at(-1)!
  return {
    calls: [forged.call, own.call],
    answer: stolen > 0,
    note: 'If the bank set the cookie with `SameSite=Lax`, the browser would not send it here. But it would still send it from another host of the bank, such as `https://blog.bank.example`.',
    effect: { label: 'Money that the forged form sent', value: String(stolen) },
    scene: { ...forged.scene, response: [status, ...got.map(([name, line]) => `${name}: ${line}`)].join('\n') },
  }
}
