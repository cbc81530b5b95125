import { describe, expect, it } from 'vitest'
import { issuesOf } from '../../support/faults.ts'
import { syncPolicy } from '../../support/requests.ts'

function codes(origin: string, options: object = {}): string[] {
  return issuesOf({ origin: [origin], ...options }).map(({ code }) => code)
}

describe('wildcards below registry suffixes', () => {
  it.each(['com', 'example', 'dev', 'co.uk', 'com.au', 'co.jp', 'com.br', 'or.kr', 'net.nz', 'gov.in'])(
    'are always refused: %s',
    (suffix) => {
      expect(codes(`https://*.${suffix}`)).toEqual(['wildcard-registry-suffix'])
      expect(codes(`http://*.${suffix}:8080`)).toEqual(['wildcard-registry-suffix'])
      expect(codes(`https://*.${suffix}`, { credentials: true, dangerouslyAllowPublicSuffixes: true })).toEqual([
        'wildcard-registry-suffix',
      ])
      expect(codes(`https://*.brand.${suffix}`, { credentials: true })).toEqual([])
    },
  )
})

describe('wildcards below tenant suffixes', () => {
  it.each([
    'vercel.app',
    'pages.dev',
    'workers.dev',
    'netlify.app',
    'deno.dev',
    'github.io',
    'herokuapp.com',
    's3.amazonaws.com',
    'up.railway.app',
    // Not on the Public Suffix List, although anybody can publish there.
    'surge.sh',
    'glitch.me',
    'gitpod.io',
    'app.github.dev',
    'loca.lt',
  ])('are refused with credentials: %s', (suffix) => {
    expect(codes(`https://*.${suffix}`)).toEqual([])
    expect(codes(`https://*.${suffix}`, { credentials: true })).toEqual(['wildcard-public-suffix'])
    expect(codes(`https://*.${suffix}:8443`, { credentials: true })).toEqual(['wildcard-public-suffix'])
    expect(codes(`https://*.${suffix}`, { credentials: true, dangerouslyAllowPublicSuffixes: true })).toEqual([])
    expect(codes(`https://*.my-team.${suffix}`, { credentials: true })).toEqual([])
    expect(codes(`https://my-team.${suffix}`, { credentials: true })).toEqual([])
    expect(codes(`https://*.not-${suffix}`, { credentials: true })).toEqual([])
  })

  it('are also refused if the suffix is below the wildcard', () => {
    expect(codes('https://*.amazonaws.com', { credentials: true })).toEqual(['wildcard-public-suffix'])
    expect(codes('https://*.railway.app', { credentials: true })).toEqual(['wildcard-public-suffix'])
  })

  // The label below the suffix is a region, a zone or a cluster, and strangers share it.
  it.each([
    ['us-central1.run.app', 'my-service-123456789'],
    ['a.run.app', 'my-service-x1y2z3-uc'],
    ['us-east-1.elasticbeanstalk.com', 'my-shop'],
    ['1.azurestaticapps.net', 'brave-sea-012345678'],
    ['centralus.azurestaticapps.net', 'brave-sea-012345678-1'],
    ['eastus2.5.azurestaticapps.net', 'brave-sea-012345678-1'],
    ['westeurope-01.azurewebsites.net', 'my-shop-a1b2c3d4'],
    ['s3.us-east-1.amazonaws.com', 'my-bucket'],
    ['s3-website-us-east-1.amazonaws.com', 'my-bucket'],
    ['s3-website.eu-central-1.amazonaws.com', 'my-bucket'],
    ['s3.dualstack.eu-west-1.amazonaws.com', 'my-bucket'],
    ['execute-api.eu-west-1.amazonaws.com', 'a1b2c3d4e5'],
    ['us-west-2.elb.amazonaws.com', 'my-balancer-123456'],
    ['z-1.compute-1.amazonaws.com', 'ec2-203-0-113-7'],
    ['lambda-url.us-east-1.on.aws', 'a1b2c3d4e5'],
    ['us-east-1.awsapprunner.com', 'a1b2c3d4e5'],
    ['ew.r.appspot.com', 'my-project'],
    ['eu.ngrok.io', 'my-tunnel'],
    ['us-central1.hosted.app', 'my-site--my-project'],
    ['z6.web.core.windows.net', 'myaccount'],
    ['blob.core.windows.net', 'myaccount'],
    ['westeurope.cloudapp.azure.com', 'my-machine'],
    ['z01.azurefd.net', 'my-endpoint-a1b2c3d4'],
    ['canadacentral.azurecontainerapps.io', 'happy-hill-70162bb9'],
    ['westeurope.azurecontainer.io', 'my-container'],
    ['euw.devtunnels.ms', 'x1y2z3-8080'],
    ['picard.replit.dev', '0123-00-4567'],
    ['us-east-1-01.gitpod.dev', '3000--0123-4567'],
    ['local-credentialless.webcontainer-api.io', 'x1y2--5173--z3'],
    ['p1.c.ts.net', 'tail1234'],
    ['preview.csb.app', 'x1y2z3-3000'],
    ['storage.googleapis.com', 'my-bucket'],
    ['nyc3.cdn.digitaloceanspaces.com', 'my-bucket'],
    ['ws-eu101.gitpod.io', '3000-owner-repository-x1y2z3'],
    ['cluster-x1y2z3.cloudworkstations.dev', '9000-firebase-studio-1234'],
    ['a.free.pinggy.link', 'rnxyz-203-0-113-7'],
  ])('are refused with credentials below a label that strangers share: %s', (shared, tenant) => {
    expect(codes(`https://*.${shared}`)).toEqual([])
    expect(codes(`https://*.${shared}`, { credentials: true })).toEqual(['wildcard-public-suffix'])
    expect(codes(`https://*.${shared}`, { credentials: true, dangerouslyAllowPublicSuffixes: true })).toEqual([])
    expect(codes(`https://*.${tenant}.${shared}`, { credentials: true })).toEqual([])
    expect(codes(`https://${tenant}.${shared}`, { credentials: true })).toEqual([])
  })

  it.each([
    'azurecontainerapps.io',
    'azurefd.net',
    'b-cdn.net',
    'base44.app',
    'bubbleapps.io',
    'canva.site',
    'chatgpt.site',
    'cloudapp.azure.com',
    'cloudapp.net',
    'codeberg.page',
    'convex.site',
    'core.windows.net',
    'csb.app',
    'devtunnels.ms',
    'dweb.link',
    'e2b.app',
    'expo.app',
    'framer.ai',
    'framer.website',
    'gitbook.io',
    'githubusercontent.com',
    'gradio.live',
    'hosted.app',
    'hostingersite.com',
    'laravel.cloud',
    'lovableproject.com',
    'manus.space',
    'modal.run',
    'ngrok.dev',
    'neocities.org',
    'nip.io',
    'notion.site',
    'pantheonsite.io',
    'proxy.runpod.net',
    'r2.dev',
    'readthedocs.io',
    'retool.app',
    'shinyapps.io',
    'sslip.io',
    'trafficmanager.net',
    'ts.net',
    'tumblr.com',
    'val.run',
    'vercel.run',
    'vusercontent.net',
    'wasmer.app',
    'weebly.com',
    'wordpress.com',
    'wpenginepowered.com',
  ])('are refused with credentials at a host of apps, tunnels or sites of 2026: %s', (suffix) => {
    expect(codes(`https://*.${suffix}`)).toEqual([])
    expect(codes(`https://*.${suffix}`, { credentials: true })).toEqual(['wildcard-public-suffix'])
  })

  it.each([
    'my-app.vercel.app',
    'my-project.pages.dev',
    'my-account.workers.dev',
    'my-team.ngrok.io',
    'my-shop.azurewebsites.net',
    'my-shop-01.azurewebsites.net',
    'brave-sea-012345678.azurestaticapps.net',
    'my-bucket.s3.amazonaws.com',
    'my-env.elasticbeanstalk.com',
    'd111111abcdef8.amplifyapp.com',
    'my-project.appspot.com',
    'tail1234.ts.net',
    'me.repl.co',
    'my-endpoint-a1b2c3d4.azurefd.net',
  ])('are accepted below a label that a tenant owns: %s', (domain) => {
    expect(codes(`https://*.${domain}`, { credentials: true })).toEqual([])
  })

  it.each([
    'example.com',
    'shop.example.co.uk',
    'preview.example.com.au',
    'amazon.com',
    'apple.com',
    'cloudflare.com',
    'github.com',
    'google.com',
    'googleapis.example',
    'herokuapps.com',
    'microsoft.com',
    'my-vercel.app',
    'my.salesforce.com',
    'netlify.com',
    'shopify.com',
    'stripe.com',
    'vercel.com',
    'web.de',
    'wikipedia.org',
    'us-central1.example.app',
    's3.us-east-1.example.com',
    'run.app.example.com',
    'usercontent.example.com',
  ])("are accepted below a company's own domain: %s", (domain) => {
    expect(codes(`https://*.${domain}`, { credentials: true })).toEqual([])
  })

  it('are still refused over http if only the suffix is accepted', () => {
    const rules = { credentials: true, dangerouslyAllowPublicSuffixes: true }

    expect(codes('http://*.vercel.app', rules)).toEqual(['insecure-origin-credentials'])
    expect(codes('http://*.vercel.app', { ...rules, dangerouslyAllowInsecureOrigins: true })).toEqual([])
  })

  it('allow all tenants if they are accepted', () => {
    const policy = syncPolicy({ origin: 'https://*.vercel.app' })

    expect(policy.allowsOrigin('https://anybody.vercel.app')).toBe(true)
    expect(policy.allowsOrigin('https://vercel.app')).toBe(false)
  })
})
