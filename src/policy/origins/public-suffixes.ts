/**
 * Suffixes below which strangers can publish pages: those of hosting services, tunnels and playgrounds. They are a
 * selection of popular ones, some of which the Public Suffix List lacks. That list is not used, because it is a hundred
 * times the size of this library.
 */
export const TENANT_SUFFIXES: string =
  ' .a.run.app .framer.app .koyeb.app .lovable.app .netlify.app .ngrok.app .ngrok-free.app' +
  ' .ondigitalocean.app .replit.app .streamlit.app .up.railway.app .vercel.app .web.app .amplifyapp.com' +
  ' .appspot.com .blogspot.com .elasticbeanstalk.com .firebaseapp.com .herokuapp.com .jsbin.com' +
  ' .myshopify.com .onrender.com .pythonanywhere.com .s3.amazonaws.com .trycloudflare.com .wixsite.com' +
  ' .app.github.dev .deno.dev .fly.dev .ngrok-free.dev .pages.dev .replit.dev .vercel.dev .workers.dev' +
  ' .azureedge.net .azurestaticapps.net .azurewebsites.net .cloudfront.net .cloudfunctions.net .deno.net' +
  ' .jsfiddle.net .codepen.io .codesandbox.io .github.io .gitlab.io .gitpod.io .ngrok.io .stackblitz.io' +
  ' .webcontainer.io .webflow.io .repl.co .supabase.co .bolt.host .glitch.me .localtunnel.me .hf.space' +
  ' .loca.lt .now.sh .surge.sh '

/**
 * Domains below which a registry sells names: a top-level domain, or a second-level domain that the registry of a
 * country runs (`co.uk`, `com.au`, `or.jp`).
 */
export const REGISTRY_SUFFIX: RegExp = /^((ac|com?|edu|gov|net?|org?)\.[a-z]{2}|[^.]+)$/

/** Whether a hosting service gives names below `domain`, or below a subdomain of it, to anybody. */
export function isTenantSuffix(domain: string): boolean {
  return TENANT_SUFFIXES.includes(`.${domain} `)
}
