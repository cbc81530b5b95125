import { cors } from '../../../src/index.ts'
import { compileClient, runClient } from './run.ts'
const name = process.argv[2]!
const { createServer } = await import(`./servers/${name === "grpc-web" ? "connect" : name.split("-")[0]}.mjs`)
console.time('compile'); const client = compileClient(name); console.timeEnd('compile')
const api = 'https://api.example.com'
const seen = new Map<string, string>()
const log = (handler: any) => async (request: Request) => {
  const got = [...request.headers].map(([k]) => k).filter(k => !/^(sec-|origin|host|referer|accept-language|accept-encoding|user-agent)/.test(k))
  for (const k of got) seen.set(k, request.headers.get(k)!.slice(0,60))
  const r = await handler(request)
  if (process.env.V) console.log(request.method, request.url, got.join(' '), '->', r.status, [...r.headers].map(([k,v])=>k+'='+v.slice(0,50)).join('; '))
  return r
}
const s0 = createServer(); console.time('same'); const base = await runClient(client, log(s0), s0, api, api); console.timeEnd('same')
console.dir(base, { depth: 6 })
console.log([...seen].map(([k, v]) => `${k}: ${v}`).join('\n'))
if (process.argv[3]) {
  const options = JSON.parse(process.argv[3])
  const policy = cors({ origin: ['https://app.example.com'], enforce: true, ...options })
  const s1 = createServer(); console.time('cross'); const cross = await runClient(client, policy.wrap(log(s1)), s1, 'https://app.example.com', api); console.timeEnd('cross')
  console.log(JSON.stringify(cross) === JSON.stringify(base) ? 'EQUAL' : cross.filter((c, i) => JSON.stringify(c) !== JSON.stringify(base[i])))
  const mute = console.warn; console.warn = console.error = () => {}
  for (const list of Object.keys(options)) for (const entry of options[list]) {
    const less = { ...options, [list]: options[list].filter((one: string) => one !== entry) }
    const s2 = createServer(); const start = performance.now()
    const p2 = cors({ origin: ['https://app.example.com'], enforce: true, ...less })
    const steps = await runClient(client, p2.wrap(s2), s2, 'https://app.example.com', api)
    const bad = steps.filter((c, i) => JSON.stringify(c) !== JSON.stringify(base[i]))
    console.log(list, entry, Math.round(performance.now() - start), bad.length ? `${bad.length} differ: ${JSON.stringify(bad[0]).slice(0, 100)}` : '!!! SUPERFLUOUS')
  }
}
setTimeout(() => process.exit(), 500).unref()
