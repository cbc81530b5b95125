import { PolicyError } from '../../../src/index.ts'
import { passesCorsCheck, passesPreflight } from '../../portable/support/browser.ts'
import { type Library, NoAnswerError } from './libraries.ts'

const APP = 'https://app.example.com'
const OTHER = 'https://other.example'

/** The name of a library, and what it does with options that leave something to it: a row of docs/migrating.md. */
export function describeDefaults(name: string, { serve }: Library): Promise<string[]> {
  const listed = { origin: [APP] }
  return describe(name, [
    () => shares(serve({ credentials: true })),
    () => shares(serve({ credentials: true, origin: '*' })),
    () => allows(serve(listed), 'PUT'),
    () => allows(serve(listed), 'GET', 'x-a'),
  ])
}

/** What a library does with values of `origin` that it may take in another way: a row of docs/migrating.md. */
export function describeOrigins(name: string, { serve, allow }: Library): Promise<string[]> {
  return describe(name, [
    async () => {
      const response = await serve({ origin: APP })('GET', { Origin: OTHER })
      return response.headers.get('access-control-allow-origin') === APP ? 'sent to every page' : 'compared'
    },
    async () => ((await mayRead(serve({ origin: [`${APP}/`] }), APP)) ? 'matches' : 'never matches'),
    async () => {
      if (await mayRead(serve({ origin: async () => false }), OTHER)) return '**every site may read**'
      return (await mayRead(serve({ origin: async () => allow(APP) }), APP)) ? 'works' : 'refuses every origin'
    },
  ])
}

async function describe(name: string, asked: readonly (() => Promise<string>)[]): Promise<string[]> {
  const cells = await Promise.all(
    asked.map(async (ask) => {
      try {
        return await ask()
      } catch (error) {
        if (error instanceof PolicyError) return 'an error'
        if (error instanceof NoAnswerError) return 'never answers'
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

async function shares(send: Send): Promise<string> {
  if (await mayRead(send, OTHER, true)) return '**every site may read**'
  return (await mayRead(send, OTHER)) ? '`*`, which browsers refuse' : 'refused'
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
