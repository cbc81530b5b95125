import type { Header } from '../../browser/index.ts'
import { inShell } from '../../wording/in-shell.ts'
import type { Ask, Settings } from './plan.ts'
import { MASK, maskUrl } from './secrets.ts'

/** Headers that say what a browser is, and change no answer about CORS. */
const USUAL = /^(accept|accept-encoding|accept-language|user-agent|sec-fetch-(dest|mode))$/i

/** The line that repeats a request. Secrets are masked, so that it can be shown; they have to be typed again. */
export function curlLine({ sent }: Ask, { secrets }: Pick<Settings, 'secrets'>): string {
  const { method, url, headers } = sent
  const own = new Set(secrets.map(([name]) => name.toLowerCase()))
  const lines = headers
    .filter(([name]) => own.has(name.toLowerCase()) || !USUAL.test(name))
    .map(([name, value]): Header => [name, own.has(name.toLowerCase()) ? MASK : value])
  const words = [
    // HEAD by -X would wait for a body.
    ...(method === 'GET' ? ['-si'] : method === 'HEAD' ? ['-sI'] : ['-si', '-X', method]),
    ...lines.flatMap(([name, value]) => ['-H', inShell(`${name}: ${value}`)]),
    inShell(maskUrl(url)),
  ]
  return `curl ${words.join(' ')}`
}
