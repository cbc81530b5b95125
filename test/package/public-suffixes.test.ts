import { join } from 'node:path'
import { parse } from 'tldts'
import { describe, expect, it } from 'vitest'
import { audit, type AuditSettings } from '../../src/audit/index.ts'
import { cors } from '../../src/index.ts'
import {
  isListedSuffix,
  isTenantSuffix,
  REGISTRY_SUFFIX,
  tenantSuffixes,
} from '../../src/policy/origins/public-suffixes.ts'
import { readText, ROOT } from './project.ts'
import { listVersion, readPublicSuffixList } from './public-suffix-list.ts'
import { ADDED, chooseSuffixes, isRuleOf, renderNames, renderSuffixes } from './tenant-suffixes.ts'

const list = await readPublicSuffixList()

const [privates, registries] = [true, false].map((isPrivate) =>
  list.filter((rule) => rule.isPrivate === isPrivate).map(({ rule }) => rule),
) as [string[], string[]]

/**
 * Where the core refuses one label more than the list. Google's own services are below `googleapis.com`, and AWS's below
 * each region; their customers are one label lower. Domains for user content have no labels that a user chooses.
 */
const STRICTER = /\.(googleapis|us-east-1\.amazonaws|\w+usercontent)\.\w+$/

/** Domains of companies, some of which look like suffixes or own one. */
const COMPANIES = `
  amazon.com apple.com atlassian.com azure.microsoft.com bbc.co.uk booking.com canva.com cloudflare.com codepen.com
  digitalocean.com ebay.de figma.com framer.com github.com gitlab.com google.com heroku.com hotels.com lemonde.fr
  microsoft.com mil.se netlify.com netflix.com ngrok.com notion.so openai.com orange.fr paypal.com rakuten.co.jp
  replit.com salesforce.com service.gov.example shopify.com slack.com spotify.com stripe.com supabase.com t-online.de
  vercel.com web.de webflow.com wikipedia.org wix.com zalando.de
`
  .trim()
  .split(/\s+/)

/** The domain of a rule, with a region in place of its star. */
function domainOf(rule: string): string {
  return rule.replace('*', 'us-east-1')
}

function isRefused(domain: string): boolean {
  try {
    cors({ origin: [`https://*.${domain}`], credentials: true })
    return false
  } catch {
    return true
  }
}

function publicSuffixOf(host: string): string | null {
  return parse(host, { allowPrivateDomains: true }).publicSuffix
}

describe('the tenant suffixes', () => {
  it('are those that `npm run suffixes` writes', async () => {
    const folder = join(ROOT, 'src/policy/origins')
    const suffixes = chooseSuffixes(list)
    await expect(renderSuffixes(suffixes)).toMatchFileSnapshot(join(folder, 'tenant-suffixes.ts'))
    await expect(renderNames(suffixes)).toMatchFileSnapshot(join(folder, 'tenant-names.ts'))
  })

  it.each(tenantSuffixes())('include %s with good reason', (suffix) => {
    const rules = privates.filter((rule) => isRuleOf(rule, suffix))

    expect(rules.length > 0).toBe(!(suffix in ADDED))
    expect(rules.map(domainOf).filter((domain) => !isListedSuffix(domain))).toEqual([])
  })

  it('refuse a wildcard at each private rule that they stand for, and accept one below each of its tenants', () => {
    const known = privates.map(domainOf).filter(isTenantSuffix)
    const owned = known
      .map((domain) => `my-own-tenant.${domain}`)
      .filter((domain) => publicSuffixOf(domain) !== domain && !STRICTER.test(domain))

    expect(known.length).toBeGreaterThan(700)
    expect(known.filter((domain) => !isRefused(domain))).toEqual([])
    expect(owned.length).toBeGreaterThan(700)
    expect(owned.filter(isRefused)).toEqual([])
  })

  it('refuse no wildcard below a domain that a company owns', () => {
    const owned = COMPANIES.filter((domain) => publicSuffixOf(domain) !== domain)

    expect(owned).toEqual(COMPANIES)
    expect(COMPANIES.filter(isRefused)).toEqual([])
  })
})

describe('the core', () => {
  it('knows as many rules of the Public Suffix List as docs/origins.md says', () => {
    const counts = [privates, registries].map(
      (rules) => `${inWords(rules.map(domainOf).filter(isRefused).length)} of the ${inWords(rules.length)}`,
    )
    const document = readText('docs/origins.md')

    expect(document).toContain(`${counts[0]} private rules`)
    expect(document).toContain(`${counts[1]} rules of registries`)
    expect(document).toContain(listVersion())
  })
})

function inWords(count: number): string {
  return count.toLocaleString('en')
}

describe('registry suffixes', () => {
  const LETTERS = Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index))
  const COUNTRIES = LETTERS.flatMap((one) => LETTERS.map((two) => one + two)).filter(
    (country) => parse(`x.${country}`).isIcann,
  )
  const domains = ['ac', 'co', 'com', 'edu', 'gob', 'gouv', 'gov', 'ne', 'net', 'or', 'org'].flatMap((name) =>
    COUNTRIES.map((country) => `${name}.${country}`),
  )

  it('include every second-level domain of a country with one of these names', () => {
    const listed = domains.filter((domain) => parse(`x.${domain}`).publicSuffix === domain)

    expect(listed.length).toBeGreaterThan(700)
    expect(listed.filter((domain) => !REGISTRY_SUFFIX.test(domain))).toEqual([])
  })

  it('do not include domains that people can register', () => {
    expect(
      ['example.com', 'co.example', 'com.example', 'my-co.uk', 'co.uk.example', 'a.co.uk', 'mil.se', 'web.de'].filter(
        (domain) => REGISTRY_SUFFIX.test(domain),
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
