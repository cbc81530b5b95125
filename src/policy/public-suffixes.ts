/**
 * Suffixes below which strangers publish, as `top-level domain:names above it`.
 *
 * First registries with second levels, then tenant suffixes of hosts, tunnels and playgrounds, among them those that
 * the Public Suffix List lacks. A curated selection of the popular ones: the whole list is a hundred times the library.
 */
const REGISTRIES =
  'uk:ac co gov org;au:com net org;jp:co ne or;nz:co;za:co;kr:co;in:co;il:co;br:com;cn:com;mx:com;tr:com;tw:com;hk:com;sg:com;ar:com'
const TENANTS =
  'app:a.run framer koyeb lovable netlify ngrok ngrok-free ondigitalocean replit streamlit up.railway vercel web;' +
  'com:amplifyapp appspot blogspot firebaseapp herokuapp jsbin myshopify onrender pythonanywhere s3.amazonaws trycloudflare wixsite;' +
  'dev:app.github deno fly ngrok ngrok-free pages replit vercel workers;' +
  'io:codepen codesandbox github gitlab gitpod ngrok stackblitz webcontainer webflow;' +
  'net:azureedge azurestaticapps azurewebsites cloudfront cloudfunctions deno jsfiddle;' +
  'co:repl supabase;host:bolt;lt:loca;me:glitch localtunnel;sh:now surge;space:hf'

function suffixes(groups: string): string[] {
  return groups.split(';').flatMap((group) => {
    const [topLevel = '', names = ''] = group.split(':')
    return names.split(' ').map((name) => `${name}.${topLevel}`)
  })
}

/** Every suffix of two labels under which a registry sells names. */
export function registrySuffixes(): string[] {
  return suffixes(REGISTRIES)
}

/** Every suffix under which a host gives names to its tenants. */
export function tenantSuffixes(): string[] {
  return suffixes(TENANTS)
}

/** Whether a registry sells the names below `domain`: a top-level domain, or a second level that it runs as one. */
export function isRegistrySuffix(domain: string): boolean {
  return !domain.includes('.') || registrySuffixes().includes(domain)
}

/** Whether a host gives names below `domain`, or below a name in it, to anybody. */
export function isTenantSuffix(domain: string): boolean {
  return tenantSuffixes().some((suffix) => `.${suffix}`.endsWith(`.${domain}`))
}
