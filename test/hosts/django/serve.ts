import { spawn } from 'node:child_process'
import { type IncomingMessage, request as requestOf, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import type { Running } from '../support/upstream.ts'
import { PYTHON } from './python.ts'
import type { Answer, Sent, Site } from './record.ts'

/** Starts the site in gunicorn, on a free port of the loopback interface. */
export async function startSite(folder: string, site: Site): Promise<Running> {
  const args = ['-m', 'gunicorn', '--bind', '127.0.0.1:0', '--workers', '1', 'wsgi']
  const child = spawn(PYTHON, args, {
    cwd: folder,
    env: { ...process.env, SITE: JSON.stringify(site) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  process.once('exit', () => child.kill())
  let printed = ''
  const origin = await new Promise<string>((found, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      printed += String(chunk)
      const [, address] = /Listening at: (http:\/\/[\d.:]+)/.exec(printed) ?? []
      if (address) found(address)
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`gunicorn ended: ${printed}`)))
  })
  const stop = (): Promise<unknown> =>
    new Promise((ended) => {
      child.once('exit', ended)
      child.kill()
    })
  return { origin, stop }
}

/** A handler that asks another server, and passes on its answer as it is. */
export function forwardTo(origin: string): (req: IncomingMessage, res: ServerResponse) => void {
  return (req, res) => {
    const { method, rawHeaders: headers, url } = req
    const forwarded = requestOf(`${origin}${url}`, { method, headers, agent: false }, (answer) => {
      res.writeHead(answer.statusCode!, answer.rawHeaders)
      pipeline(answer, res, () => {})
    })
    // gunicorn sends an empty chunk after 204, which comes after the answer.
    forwarded.on('error', () => res.headersSent || res.writeHead(502).end())
    pipeline(req, forwarded, () => {})
  }
}

/** Sends a request with its header lines as they are. */
export async function askServer(origin: string, [method, path, lines]: Sent): Promise<Answer> {
  const headers = ['Host', new URL(origin).host, ...lines.flat()]
  const answer = await new Promise<IncomingMessage>((found, reject) => {
    requestOf(`${origin}${path}`, { method, headers, agent: false }, found).on('error', reject).end()
  })
  let body = ''
  for await (const chunk of answer.setEncoding('latin1')) body += String(chunk)
  const { rawHeaders, statusCode = 0 } = answer
  const pairs = rawHeaders.flatMap((name, at): [string, string][] => (at % 2 ? [] : [[name, rawHeaders[at + 1]!]]))
  return [statusCode, pairs, body]
}
