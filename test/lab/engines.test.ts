import { readFileSync } from 'node:fs'
import { expect, inject, test } from 'vitest'
import { policyOf } from '../../lab/page/model/policy.ts'
import { exportTo } from '../../lab/page/policy/export-to.ts'
import { programFor } from '../../lab/page/policy/program.ts'
import { EXAMPLES } from '../../lab/page/scene/examples.ts'
import { TARGETS } from '../../src/cli/commands/export-targets.ts'
import { HOSTS } from '../../src/cli/init/hosts.ts'
import { BROWSERS, openDisplay, openPage } from '../engines/driver/browsers.ts'
import { installedEngines } from '../engines/driver/installed.ts'
import { type Change, openProxy } from './proxy.ts'

/** Chromium has tests of its own. */
const ENGINES = installedEngines().filter((engine) => engine !== 'chromium')

const { policy: written } = EXAMPLES.find(({ id }) => id === 'method')!.scene
const EXPORTS = Object.keys(TARGETS).map(
  async (target) => [target, (await exportTo(target, policyOf(written), false)).files] as const,
)
const PROGRAMS = Object.keys(HOSTS).map((host) => {
  const { policy, mount } = programFor(host, written)
  return [host, { [policy.path]: policy.content, [mount.path]: mount.content }] as const
})

/** What each step of journey.js sees. */
const SEEN = {
  /** The code of the verdict, and the verdict after each fix. */
  examples: {
    missing: ['acao-missing', 'good'],
    'content-type': ['preflight-header-not-allowed', 'good', 'good'],
    method: ['preflight-method-not-allowed', 'good'],
    'wildcard-credentials': ['acao-wildcard-with-credentials', 'good', 'good'],
    'preflight-status': ['preflight-status', 'good'],
    redirect: ['preflight-redirect', 'good', 'good'],
    'trailing-slash': ['acao-mismatch', 'good'],
    'two-values': ['acao-multiple', 'good'],
    'http-https': ['acao-mismatch', 'good'],
    'null-origin': ['acao-mismatch', 'good', 'good'],
    authorization: ['preflight-header-not-allowed', 'good', 'good'],
    expose: ['none'],
  },
  link: ['https://api.example.com/später?a=1&b=#x', 'PATCH', 'X-Text: 100 % + ö', 'preflight-acao-missing'],
  damagedLink: [true, 0],
  hostileText: {
    isShown: true,
    title: 'Corsage lab: why did the browser block it?',
    images: 0,
    scripts: 2,
    isWide: false,
  },
  editor: {
    places: ["'https://app.example.com/'", 'methods'],
    lines: ['underline', 'underline'],
    fixed: "{ origin: ['https://app.example.com'], methods: ['PUT'] }",
    undone: "{ origin: ['https://app.example.com/'], methods: ['PUT'] }",
    violations: [],
  },
  keyboard: ['1 2 3 2 11', 1],
  slider: ['true true false', 'true true true'],
  exports: Object.fromEntries(await Promise.all(EXPORTS)),
  programs: Object.fromEntries(PROGRAMS),
  sendsNothing: ['TypeError', 'TypeError', 'TypeError'],
  offline: ['bad', 'preflight-method-not-allowed', 'good'],
}

/**
 * Everything is as the Worker sends it, except that the page has one more script, and may report what it saw. After the
 * report `offline`, there is no network for the page itself.
 */
function harness(tell: (report: unknown) => void): Change {
  let isOffline = false
  return async (request, answer) => {
    const { pathname, origin } = new URL(request.url)
    if (pathname === '/journey.js') {
      const headers = { 'content-type': 'text/javascript' }
      return { status: 200, headers, body: readFileSync('test/lab/journey.js', 'utf8') }
    }
    if (pathname === '/report') {
      const report: unknown = await request.json()
      if (report === 'offline') isOffline = true
      else tell(report)
      return { status: 204, body: '' }
    }
    if (isOffline) return 'off'
    if (pathname !== '/') return
    const policy = answer.headers.get('content-security-policy') ?? ''
    return {
      headers: { 'content-security-policy': policy.replace("connect-src 'none'", `connect-src ${origin}/report`) },
      body: (await answer.text()).replace('</head>', '<script type="module" src="/journey.js"></script></head>'),
    }
  }
}

// At the same time, because they wait more than they work.
test.concurrent.each(ENGINES)(
  '%s: examples, fixes, links, exports, hostile text, keys, and no network',
  async (name) => {
    const engine = BROWSERS[name]
    const display = engine.needsDisplay ? await openDisplay() : undefined
    let tell: (report: unknown) => void = () => {}
    const reported = new Promise((resolve) => {
      tell = resolve
    })
    const proxy = await openProxy(inject('lab').page, harness(tell))
    const page = openPage(engine, engine.find()!, `${proxy.page}/`, display)
    try {
      expect(await Promise.race([reported, page.ended])).toEqual(SEEN)
    } finally {
      await page.close()
      await display?.close()
      await proxy.close()
    }
  },
)
