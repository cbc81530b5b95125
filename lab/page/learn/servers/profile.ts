import { jsonp } from '../../../../src/jsonp/index.ts'
import { policyOf } from '../../model/policy.ts'
import type { Network } from '../call.ts'

/** The policy of the server, if it offers its data by CORS. */
export const PROFILE_POLICY = "{\n  origin: ['https://partner.example'],\n  credentials: true,\n}"

/** Opens a server that says who the user is, in one of the ways that a visitor can choose. */
export function openProfile(way: string): Network {
  const script = (request: Request): Response => jsonp(request, profileOf(request), { parameter: 'callback' })
  if (way === 'jsonp') return script
  if (way === 'cookieless') return policyOf("{ origin: '*', cookieless: true }").wrap(script)
  return policyOf(PROFILE_POLICY).wrap((request: Request) => Response.json(profileOf(request)))
}

function profileOf(request: Request): { readonly name: string } {
  return { name: request.headers.get('cookie') === 'session=alice' ? 'Alice' : 'a guest' }
}
