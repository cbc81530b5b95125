import { PolicyError } from '../../../src/index.ts'
import { passesCorsCheck, passesPreflight } from '../../portable/support/browser.ts'
import type { Library } from './libraries.ts'

const APP = 'https://app.example.com'
const OTHER = 'https://other.example'

/** The name of a library, and what it does with options that leave something to it: a row of docs/migrating.md. */
export async function describeDefaults(name: string, { serve, allow }: Library): Promise<string[]> {
  const listed = { origin: [APP] }
  const asked = [
    () => shares(serve({ credentials: true }), OTHER, true),
    () => allows(serve(listed), 'PUT'),
    () => allows(serve(listed), 'GET', 'x-a'),
    async () => ((await mayRead(serve({ origin: [`${APP}/`] }), APP)) ? 'matches' : 'never matches'),
    async () => {
      const refuses = !(await mayRead(serve({ origin: async () => false }), OTHER))
      if (!refuses) return '**every site may read**'
      return (await mayRead(serve({ origin: async () => allow(APP) }), APP)) ? 'works' : 'refuses every origin'
    },
  ]
  const cells = await Promise.all(
    asked.map(async (ask) => {
      try {
        return await Promise.race([ask(), new Promise<string>((give) => setTimeout(give, 1000, 'never answers'))])
      } catch (error) {
        if (error instanceof PolicyError) return 'an error'
        throw error
      }
    }),
  )
  return [name, ...cells]
}

type Send = ReturnType<Library['serve']>

async function mayRead(send: Send, origin: string, credentials = false): Promise<boolean> {
  return passesCorsCheck(origin, await send('GET', { Origin: origin }), credentials)
}

async function shares(send: Send, origin: string, credentials: boolean): Promise<string> {
  if (await mayRead(send, origin, credentials)) return '**every site may read**'
  return (await mayRead(send, origin)) ? '`*`, which browsers refuse' : 'refused'
}

async function allows(send: Send, method: string, names?: string): Promise<string> {
  const headers = {
    Origin: APP,
    'Access-Control-Request-Method': method,
    ...(names !== undefined && { 'Access-Control-Request-Headers': names }),
  }
  const preflight = new Request('https://api.example/', { method: 'OPTIONS', headers })
  return passesPreflight(preflight, await send('OPTIONS', headers), false) ? 'allowed' : 'refused'
}
