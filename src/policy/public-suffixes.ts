/**
 * Suffixes below which strangers publish: those of hosts, tunnels and playgrounds, among them some that the Public
 * Suffix List lacks. A curated selection of the popular ones: the whole list is a hundred times the library.
 */
const TENANTS =
  ' .a.run.app .lovable.app .netlify.app .ngrok-free.app .replit.app .up.railway.app .vercel.app .web.app' +
  ' .amplifyapp.com .appspot.com .firebaseapp.com .herokuapp.com .jsbin.com .onrender.com .s3.amazonaws.com' +
  ' .trycloudflare.com .app.github.dev .deno.dev .fly.dev .pages.dev .workers.dev .azurestaticapps.net' +
  ' .azurewebsites.net .cloudfront.net .jsfiddle.net .codepen.io .codesandbox.io .github.io .gitpod.io .ngrok.io' +
  ' .stackblitz.io .webcontainer.io .repl.co .supabase.co .glitch.me .hf.space .loca.lt .surge.sh '

/**
 * Domains below which a registry sells names: a top-level domain, or below that of a country one of the second levels
 * that registries run (`co.uk`, `com.au`, `or.jp`).
 */
export const REGISTRY_SUFFIX: RegExp = /^((ac|com?|edu|gov|net?|org?)\.[a-z]{2}|[^.]+)$/

/** Whether a host gives names below `domain`, or below a name in it, to anybody. */
export function isTenantSuffix(domain: string): boolean {
  return TENANTS.includes(`.${domain} `)
}
