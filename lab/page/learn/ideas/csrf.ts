import { DEFAULT_SCENE } from '../../scene/scene.ts'
import { callOf } from '../../see/call-of.ts'
import { type Call, type Network, playCall } from '../call.ts'
import type { Idea } from '../idea.ts'

const BANK = 'https://bank.example'
const ATTACKER = 'https://prizes.example'
/** Browsers add this cookie to requests from all websites. */
const COOKIE = 'session=alice; Secure; HttpOnly; SameSite=None'

/** A bank with one page: it sends the money of whoever is logged in. */
interface Bank {
  readonly network: Network
  /** Money sent to each person. */
  readonly sent: ReadonlyMap<string, number>
}

async function openBank(isGuarded: boolean): Promise<Bank> {
  const sent = new Map<string, number>()
  const application = async (request: Request): Promise<Response> => {
    if (request.headers.get('cookie') !== 'session=alice') return new Response('Please log in', { status: 401 })
    const fields = new URLSearchParams(await request.text())
    const [to, amount] = [fields.get('to') ?? '', Number(fields.get('amount'))]
    sent.set(to, (sent.get(to) ?? 0) + amount)
    return new Response(`Sent ${String(amount)} to ${to}`)
  }
  // Most visitors never get here, so that the policy and the guard load when they are needed.
  const [{ cors }, { protect }] = await Promise.all([
    import('../../../../src/index.ts'),
    import('../../../../src/csrf/index.ts'),
  ])
  const policy = cors({ origin: ['https://app.bank.example'], credentials: true })
  const layer = isGuarded ? protect(policy, { self: BANK, trusted: policy }) : policy
  return { network: layer.wrap(application), sent }
}

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

export const CSRF: Idea = {
  id: 'csrf',
  title: 'CSRF',
  heading: 'CORS does not stop a forged request, it only hides the answer',
  text: [
    'Alice is logged in at her bank. Another website makes her browser post a form to the bank, and the browser adds her cookie. That is cross-site request forgery, or CSRF.',
    'A form needs no preflight. The CORS policy of the bank does not allow this website, but CORS only decides who can read the answer, and by then the money is sent.',
    'A guard looks at where a request comes from. The browser says so in `Sec-Fetch-Site` and `Origin`, which no script can change.',
  ],
  control: {
    kind: 'choice',
    label: 'What the bank has in front of its application',
    choices: [
      { value: 'policy', label: 'only a CORS policy: `policy.wrap(bank)`' },
      { value: 'guard', label: 'a guard as well: `protect(policy, guard).wrap(bank)`' },
    ],
  },
  first: 'policy',
  question: 'Will the bank send the money?',
  steps: ['classify-request'],
  lines: ['sec-fetch-site'],
  open: 'Open the forged call in the lab',
  spec: {
    text: 'Fetch Metadata: Sec-Fetch-Site',
    href: 'https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header',
  },
  document: 'docs/csrf.md',
  play: async (value) => {
    const bank = await openBank(value === 'guard')
    const forged = await submit(bank, ATTACKER, 'mallory')
    const own = await submit(bank, BANK, 'landlord')
    const stolen = bank.sent.get('mallory') ?? 0
    const { status, got } = forged.exchanges.at(-1)!
    return {
      calls: [forged, own],
      answer: stolen > 0,
      note: 'With `SameSite=Lax`, the cookie would not go along here. It would still go along from another host of the same site, such as `https://blog.bank.example`.',
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
  },
}
