/**
 * Suffixes below which strangers publish, as `top-level domain:names above it`, groups parted by `;`.
 *
 * Registries with second levels, then tenant suffixes of hosts, tunnels and playgrounds, among them those that the
 * Public Suffix List lacks. A curated few hundred bytes: the list itself (333 kB) has no place in a request path, and
 * a wildcard is a mistake below any suffix, listed here or not.
 */
const REGISTRIES =
  'uk:ac co gov ltd me net org sch;au:com edu gov net org;jp:ac co go ne or;br:com gov net org;cn:com edu gov net org;' +
  'nz:ac co net org;za:co gov org;kr:co go or;in:co gov net org;id:co;il:co org;th:co;ke:co;mx:com gob;tr:com gov;' +
  'tw:com org;hk:com;sg:com;my:com;ar:com;co:com;ph:com;vn:com;ua:com;pl:com;pk:com;ng:com;eg:com;sa:com;pe:com;bd:com'
const TENANTS =
  'app:a.run base44 edgecompute framer hasura koyeb lovable netlify ngrok ngrok-free ondigitalocean replit ' +
  'streamlit up.railway vercel web zeabur;' +
  'com:amplifyapp appspot blogspot elasticbeanstalk firebaseapp herokuapp jsbin myshopify pythonanywhere s3.amazonaws ' +
  'streamlitapp trycloudflare weebly wixsite wordpress onrender;' +
  'dev:app.github deno fly ngrok ngrok-free pages replit vercel workers;host:bolt;' +
  'io:bubbleapps cdpn codepen codesandbox github gitbook gitlab gitpod ngrok nip readthedocs sslip stackblitz ' +
  'webcontainer webflow;' +
  'lt:loca;me:glitch localtunnel;ms:devtunnels;' +
  'net:azureedge azurefd azurestaticapps azurewebsites b-cdn cloudapp cloudfront cloudfunctions deno jsfiddle ' +
  'web.core.windows;' +
  'org:bitbucket duckdns neocities;co:repl supabase;page:codeberg;run:val;sh:now surge;site:notion;space:hf;build:v0'

function suffixes(groups: string): string[] {
  return groups.split(';').flatMap((group) => {
    const [topLevel, names] = group.split(':') as [string, string]
    return names.split(' ').map((name) => `${name}.${topLevel}`)
  })
}

/** Every suffix of several labels under which a registry sells names. */
export function registrySuffixes(): string[] {
  return suffixes(REGISTRIES)
}

/** Every suffix under which a host gives names to its tenants. */
export function tenantSuffixes(): string[] {
  return suffixes(TENANTS)
}

/**
 * Whether strangers publish below `domain`: `registry` when it is a top-level domain or a registry's second level,
 * `tenant` when hosts give the names below it, or below a name in it, to anybody.
 */
export function publicSuffix(domain: string): 'registry' | 'tenant' | undefined {
  if (!domain.includes('.') || registrySuffixes().includes(domain)) return 'registry'
  if (tenantSuffixes().some((suffix) => suffix === domain || suffix.endsWith('.' + domain))) return 'tenant'
  return
}
