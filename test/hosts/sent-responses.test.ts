import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Arrived, browse, valuesOf } from './support/browse.ts'
import { A, B, EVIL } from './support/pages.ts'
import { type RuntimeName, RUNTIMES, startOn } from './support/runtimes.ts'
import { BODIES, CONSTANT_PAGES, POLICIES } from './support/sender.ts'
import type { Running } from './support/upstream.ts'

/** What only Bun has: files. */
const FILES = ['file', 'html-file', 'typed-file', 'file-stream']

/**
 * The headers that a policy does not keep, by `runtime page`. Bun gives a type to text when it sends it, and a copy of
 * text is bytes unless it is ASCII. @hono/node-server sends a response that it made itself, and a copy of one, in two
 * ways.
 */
const LOST: Readonly<Record<string, readonly string[]>> = {
  'bun long-text': ['content-type'],
  'hono-on-node stream': ['content-length', 'transfer-encoding'],
  'hono-on-node typed-stream': ['content-length', 'transfer-encoding'],
  'hono-on-node sized-stream': ['content-type'],
  'hono-on-node etag': ['content-type'],
  'hono-on-node cookies': ['content-type'],
}

/** The status, the headers that have nothing to do with CORS, and the body without its framing. */
function contentOf(answer: Arrived, except: readonly string[]): unknown {
  const names = new Set(answer.headers.map(([name]) => name))
  const kept = [...names].filter((name) => !/^(access-control-.+|vary|date)$/.test(name) && !except.includes(name))
  // Lines with the same name mean the same as one line, except for cookies.
  const lines = kept.toSorted().map((name) => {
    const values = valuesOf(answer, name)
    return [name, name === 'set-cookie' ? values : values.join(', ')]
  })
  const { status, body } = answer
  return { status, lines, body: valuesOf(answer, 'transfer-encoding').length ? unchunk(body) : body }
}

function unchunk(body: string): string {
  const [size = ''] = body.split('\r\n', 1)
  const start = size.length + 2
  const length = parseInt(size, 16)
  return length ? body.slice(start, start + length) + unchunk(body.slice(start + length + 2)) : ''
}

const allowed = (answer: Arrived): string[] => valuesOf(answer, 'access-control-allow-origin')

describe.each(RUNTIMES)('on %s', (runtime: RuntimeName) => {
  let server: Running
  beforeAll(async () => {
    server = await startOn(runtime, 'sender')
  })
  afterAll(async () => (server as Running | undefined)?.stop())
  const ask = async (mount: string, page: string, origin: string | null, more?: Parameters<typeof browse>[2]) =>
    browse(`${server.origin}/${mount}/${page}`, origin, { stay: 1000, ...more })

  describe('one constant response for everyone', () => {
    it.each(CONSTANT_PAGES)('gives nobody the permission of another: %s', async (page) => {
      const mounts = ['bare', 'guarded', ...POLICIES, 'bare']
      const asked = [A, EVIL, B, null, A].flatMap((origin) => mounts.map((mount) => [mount, origin] as const))
      // Some at the same time, and some one after the other.
      for (let at = 0; at < asked.length; at += 9) {
        const group = asked.slice(at, at + 9)
        // oxlint-disable-next-line no-await-in-loop
        const answers = await Promise.all(group.map(async ([mount, origin]) => ask(mount, page, origin)))
        const status = Number(/\d+/.exec(page) ?? 200)
        expect(answers.map((answer, index) => [...group[index]!, answer.status, ...allowed(answer)])).toEqual(
          group.map(([mount, origin]) => {
            const isRefused = mount === 'guarded' || mount === 'bare' || origin === EVIL || !origin
            return [mount, origin, status, ...(isRefused ? [] : [origin])]
          }),
        )
        for (const [index, answer] of answers.entries()) {
          const isShared = allowed(answer).length > 0
          expect(valuesOf(answer, 'access-control-allow-credentials')).toEqual(isShared ? ['true'] : [])
          // A route without a policy adds nothing. Bun loses the headers of a response that it sends again.
          const vary = POLICIES.includes(group[index]![0]) ? /\bOrigin\b/ : /^(Accept|Origin)?$/
          expect(valuesOf(answer, 'vary').join()).toMatch(vary)
        }
      }
    })
  })

  describe('a response with a body', () => {
    const pages = [...Object.keys(BODIES), ...(runtime === 'bun' ? FILES : [])]

    it.each(pages)('keeps its status, its headers and its body behind every policy: %s', async (page) => {
      for (const method of ['GET', 'HEAD']) {
        // Hono answers HEAD by itself, without the length.
        const mounts = POLICIES.filter((mount) => method === 'GET' || mount !== 'hono')
        // Bun answers HEAD without the type.
        const except = [
          ...(LOST[`${runtime} ${page}`] ?? []),
          ...(runtime === 'bun' && method === 'HEAD' ? ['content-type'] : []),
        ]
        for (const headers of FILES.includes(page) ? [[], ['Range: bytes=1-2']] : [[]]) {
          // oxlint-disable-next-line no-await-in-loop
          const [bare, ...answers] = await Promise.all(
            ['bare', ...mounts].map(async (mount) => ask(mount, page, A, { method, headers })),
          )
          const wanted = contentOf(bare!, except)
          expect(answers.map((answer, at) => [method, mounts[at], allowed(answer), contentOf(answer, except)])).toEqual(
            mounts.map((mount) => [method, mount, [A], wanted]),
          )
        }
      }
    })
  })

  it.runIf(runtime === 'bun')('sends a part of a file, also by Range', async () => {
    const part = await ask('wrapped', 'file', A, { headers: ['Range: bytes=1-2'] })
    expect([part.status, part.body.length, ...allowed(part)]).toEqual([206, 2, A])
    expect(valuesOf(part, 'content-range')).toHaveLength(1)
    // Bun sends a slice with 206 if the response has no headers at all.
    expect([(await ask('bare', 'file-part', A)).status, (await ask('wrapped', 'file-part', A)).status]).toEqual([
      206, 200,
    ])
  })
})
