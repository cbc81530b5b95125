import type { Call, Exchange } from '../../calls/call.ts'
import type { Result } from '../../calls/judge.ts'
import { sendFromSandbox } from './frame.ts'
import { send } from './send.ts'

/** The origin of the API: the same Worker under another name of this machine. */
export const API = `http://127.0.0.1${location.port && `:${location.port}`}`

/** Makes a call, and asks the API what it did about it. */
export async function make(call: Call): Promise<Result> {
  // The id is part of the URL, because browsers cache preflights by URL. With a new id, each run sends them again.
  const id = crypto.randomUUID().slice(0, 8)
  const url = `${API}${call.send.path}?call=${id}`
  const outcome = await (call.from === 'sandbox' ? sendFromSandbox : send)({ url, send: call.send })
  return { call, url, outcome, exchanges: await askForExchanges(id) }
}

async function askForExchanges(id: string): Promise<readonly Exchange[]> {
  const answer = await send({ url: `${API}/exchanges?call=${id}`, send: { method: 'GET', path: '/exchanges' } })
  return answer.kind === 'read' && answer.status === 200 ? (JSON.parse(answer.body) as Exchange[]) : []
}
