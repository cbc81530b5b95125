import { parse } from 'tldts'
import { describe, expect, it } from 'vitest'
import { audit, type AuditSettings } from '../../src/audit/index.ts'
import { isTenantSuffix, REGISTRY_SUFFIX, TENANT_SUFFIXES } from '../../src/policy/origins/public-suffixes.ts'

/** Not on the Public Suffix List of the installed `tldts`, yet anybody can publish below them: where one sees it. */
const UNLISTED: Readonly<Record<string, string>> = {
  'app.github.dev': 'ports that a GitHub codespace forwards',
  'codepen.io': 'pens of CodePen, in full view',
  'codesandbox.io': 'sandboxes, under a random name each',
  'gitpod.io': 'ports of a Gitpod workspace',
  'glitch.me': 'projects of Glitch',
  'jsbin.com': 'bins of JS Bin',
  'jsfiddle.net': 'fiddles of JSFiddle',
  'koyeb.app': 'services on Koyeb',
  'loca.lt': 'tunnels of localtunnel',
  'localtunnel.me': 'tunnels of localtunnel, its former name',
  'replit.dev': 'development servers of Replit',
  'stackblitz.io': 'projects of StackBlitz',
  'webcontainer.io': 'servers in a StackBlitz WebContainer',
}

const entries = TENANT_SUFFIXES.trim()
  .split(' ')
  .map((entry) => entry.slice(1))

describe('tenant suffixes', () => {
  it.each(entries)('%s is a public suffix', (suffix) => {
    const { publicSuffix, isPrivate } = parse(`tenant.${suffix}`, { allowPrivateDomains: true })

    expect(suffix in UNLISTED || (publicSuffix === suffix && isPrivate)).toBe(true)
    expect(isTenantSuffix(suffix)).toBe(true)
  })

  it('have no duplicates, and the Public Suffix List still lacks those that it is said to lack', () => {
    expect(new Set(entries).size).toBe(entries.length)
    expect(entries).toEqual(expect.arrayContaining(Object.keys(UNLISTED)))
    expect(
      Object.keys(UNLISTED).filter(
        (suffix) => parse(`tenant.${suffix}`, { allowPrivateDomains: true }).publicSuffix === suffix,
      ),
    ).toEqual([])
  })
})

describe('registry suffixes', () => {
  const LETTERS = Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index))
  const COUNTRIES = LETTERS.flatMap((one) => LETTERS.map((two) => one + two)).filter(
    (country) => parse(`x.${country}`).isIcann,
  )
  const domains = ['ac', 'co', 'com', 'edu', 'gov', 'ne', 'net', 'or', 'org'].flatMap((name) =>
    COUNTRIES.map((country) => `${name}.${country}`),
  )

  it('include every second-level domain of a country with one of these names', () => {
    const listed = domains.filter((domain) => parse(`x.${domain}`).publicSuffix === domain)

    expect(listed.length).toBeGreaterThan(700)
    expect(listed.filter((domain) => !REGISTRY_SUFFIX.test(domain))).toEqual([])
  })

  it('do not include domains that people can register', () => {
    expect(
      ['example.com', 'co.example', 'com.example', 'my-co.uk', 'co.uk.example', 'a.co.uk'].filter((domain) =>
        REGISTRY_SUFFIX.test(domain),
      ),
    ).toEqual([])
  })
})

describe('the audit', () => {
  it('accepts the whole Public Suffix List from tldts', () => {
    const origin = ['https://*.dyndns.org', 'https://my-app.dyndns.org', 'https://www.example.tokyo.jp'] as const
    const rules = (settings?: AuditSettings) =>
      audit({ origin, credentials: true }, { csrf: true, ...settings })
        .filter(({ rule }) => /O-(07|08|13)/.test(rule))
        .map(({ rule, path }) => `${rule} ${path[1]}`)

    expect(rules()).toEqual(['O-08 0'])
    expect(rules({ publicSuffixes: (host) => parse(host, { allowPrivateDomains: true }) })).toEqual([
      'O-07 0',
      'O-13 1',
    ])
  })
})
