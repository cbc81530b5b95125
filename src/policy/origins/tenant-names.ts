/**
 * Suffixes below which strangers publish pages, and the domains above them, by their last label, for the check of
 * literal types. `*` is any label. Suffixes that need an expression are left out, and `cors()` finds them.
 *
 * `npm run suffixes` writes this file next to tenant-suffixes.ts.
 */
export interface TenantNames {
  readonly ai: 'framer'
  readonly app: 'base44 convex csb preview.csb e2b edgeone expo on.expo framer *.hosted hosted kinsta koyeb lovable netlify ngrok ngrok-free ondigitalocean up.railway railway replit id.replit retool *.run run softr streamlit vercel wasmer web zeabur'
  readonly aws: '*.on on'
  readonly build: 'v0'
  readonly cloud: 'laravel'
  readonly co: 'carrd repl id.repl supabase'
  readonly com: 'amazonaws s3.amazonaws amplifyapp appspot *.r.appspot r.appspot *.awsapprunner awsapprunner *.cloudapp.azure cloudapp.azure azure blogspot *.digitaloceanspaces digitaloceanspaces *.cdn.digitaloceanspaces cdn.digitaloceanspaces elasticbeanstalk preview.emergentagent emergentagent firebaseapp *.googleapis googleapis herokuapp hostingersite jsbin lovableproject myshopify on-forge onrender pythonanywhere eu.pythonanywhere squarespace trycloudflare tumblr weebly wixsite wixstudio wordpress wpenginepowered'
  readonly dev: '*.cloudworkstations cloudworkstations deno fly app.github github *.gitpod gitpod ngrok ngrok-free pages r2 *.replit replit vercel workers'
  readonly goog: 'translate *.usercontent usercontent'
  readonly host: 'bolt emergent'
  readonly io: '*.azurecontainer azurecontainer *.azurecontainerapps azurecontainerapps bubbleapps cleverapps codepen codesandbox gitbook github gitlab gitpod ngrok nip pantheonsite readthedocs shinyapps sslip stackblitz webflow share.zrok zrok'
  readonly life: 'lhr'
  readonly link: '*.dweb dweb *.free.pinggy free.pinggy pinggy'
  readonly live: 'gradio'
  readonly lt: 'loca'
  readonly me: 'glitch localtunnel'
  readonly media: 'framer'
  readonly ms: '*.devtunnels devtunnels'
  readonly net: 'azureedge azurefd azurestaticapps azurewebsites b-cdn cloudapp cloudfront cloudfunctions deno sandbox.deno jsfiddle proxy.runpod runpod serveo trafficmanager ts *.c.ts c.ts *.core.windows core.windows windows'
  readonly network: 'appwrite'
  readonly org: 'duckdns eu js neocities'
  readonly page: 'codeberg'
  readonly photos: 'framer'
  readonly run: '*.code code modal val web.val vercel'
  readonly sh: 'now surge'
  readonly site: 'my.canva canva chatgpt convex figma notion'
  readonly space: 'hf static.hf manus'
  readonly website: 'framer'
  readonly wiki: 'framer'
}
