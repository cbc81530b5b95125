/**
 * What a preflight costs each server with 10, 1,000 and 100,000 origins. Run it by `npm run load:servers`.
 *
 * All servers run at once and take turns in a random order. A ratio compares the CPU time of a server with that of the same
 * server with 10 origins in the same round, because other processes of the machine disturb both alike.
 */
import { readdir, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { byRound, type Quartiles, quartiles } from '../../bench/harness/statistics.ts'
import { cors } from '../../src/index.ts'
import { UPSTREAM } from './support/data.ts'
import { isInstalled, startTarget, type Target, TARGETS } from './support/targets.ts'
import { startUpstream } from './support/upstream.ts'

const SIZES = [10, 1000, 100_000]
const ROUNDS = 40
/** Servers close a connection after 100 requests or more. */
const PER_CONNECTION = 50
const CONNECTIONS = 10

const originAt = (at: number): string => `https://customer-${at}.customers.example`

/** The CPU time of all threads of a process, in nanoseconds. */
async function cpuOf(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`)
  const times = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')))
  return times.reduce((sum, text) => sum + Number(text.split(' ')[0]), 0)
}

/** Sends preflights of random origins of the list over one connection, and waits for the last answer. */
function preflights(port: number, size: number): Promise<void> {
  const requests = Array.from({ length: PER_CONNECTION }, () => {
    const origin = originAt(Math.floor(Math.random() * size))
    return `OPTIONS /200 HTTP/1.1\r\nHost: api.example\r\nOrigin: ${origin}\r\nAccess-Control-Request-Method: PUT\r\n\r\n`
  })
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(requests.join('')))
    socket.setEncoding('latin1').on('error', reject)
    socket.on('data', (chunk) => {
      text += String(chunk)
      if (text.split('\r\n\r\n').length <= PER_CONNECTION) return
      socket.destroy()
      const allowed = text.match(/^access-control-allow-origin: https/gim)?.length
      if (allowed === PER_CONNECTION) resolve()
      else reject(new Error(`${allowed} of ${PER_CONNECTION} preflights were allowed`))
    })
  })
}

interface Contender {
  readonly target: Target
  readonly size: number
  readonly pid: number
  readonly port: number
  readonly stop: () => Promise<void>
  /** Nanoseconds of a preflight in each round. */
  readonly samples: number[]
}

const upstream = await startUpstream(UPSTREAM)
const contenders: Contender[] = []
for (const target of TARGETS.filter(isInstalled))
  for (const size of SIZES) {
    const policy = cors({ origin: Array.from({ length: size }, (_, at) => originAt(at)), allowMethods: ['PUT'] })
    // Caddy and plain Apache take no list of 100,000.
    if (size > 1024 && /^(Caddy|Apache)$/.test(target.name)) continue
    // oxlint-disable-next-line no-await-in-loop -- one server after the other
    const running = await startTarget(target, target.export(policy).files, upstream.port)
    contenders.push({ target, size, samples: [], ...running })
  }

async function measure({ pid, port, size, samples }: Contender, isKept: boolean): Promise<void> {
  const before = await cpuOf(pid)
  for (let left = CONNECTIONS; left > 0; left--)
    // oxlint-disable-next-line no-await-in-loop -- one connection after the other
    await preflights(port, size)
  if (isKept) samples.push(((await cpuOf(pid)) - before) / (CONNECTIONS * PER_CONNECTION))
}

for (let round = -2; round < ROUNDS; round++)
  for (const { contender } of contenders
    .map((one) => ({ contender: one, order: Math.random() }))
    .toSorted((one, other) => one.order - other.order))
    // oxlint-disable-next-line no-await-in-loop -- the servers take turns
    await measure(contender, round >= 0)
await Promise.all([...contenders.map(({ stop }) => stop()), upstream.stop()])

const written = ({ p25, median, p75 }: Quartiles): string =>
  `${median.toFixed(2)} (${p25.toFixed(2)} to ${p75.toFixed(2)})`
console.log(`| server | 10 origins, µs | 1,000, ratio | 100,000, ratio |\n| --- | --- | --- | --- |`)
for (const name of new Set(contenders.map(({ target }) => target.name))) {
  const own = contenders.filter(({ target }) => target.name === name)
  const base = own[0]!.samples
  const ratios = SIZES.slice(1).map((size) => {
    const samples = own.find((one) => one.size === size)?.samples
    return samples ? written(byRound(samples, base, (one, other) => one / other)) : '–'
  })
  console.log(`| ${name} | ${written(quartiles(base.map((ns) => ns / 1000)))} | ${ratios.join(' | ')} |`)
}
