import { protect } from '../../../../src/csrf/index.ts'
import { policyOf } from '../../model/policy.ts'
import type { Network } from '../call.ts'

/** A bank that sends money from the account of the user who is logged in. */
export interface Bank {
  readonly network: Network
  /** The money that it has sent to each person. */
  readonly sent: ReadonlyMap<string, number>
}

/** Opens a bank behind a CORS policy and, if it has one, behind a guard. */
export function openBank(isGuarded: boolean): Bank {
  const sent = new Map<string, number>()
  const application = async (request: Request): Promise<Response> => {
    if (request.headers.get('cookie') !== 'session=alice') return new Response('Please log in', { status: 401 })
    const fields = new URLSearchParams(await request.text())
    const [to, amount] = [fields.get('to') ?? '', Number(fields.get('amount'))]
    sent.set(to, (sent.get(to) ?? 0) + amount)
    return new Response(`Sent ${String(amount)} to ${to}`)
  }
  const policy = policyOf("{ origin: ['https://app.bank.example'], credentials: true }")
  const layer = isGuarded ? protect(policy, { self: 'https://bank.example', trusted: policy }) : policy
  return { network: layer.wrap(application), sent }
}
