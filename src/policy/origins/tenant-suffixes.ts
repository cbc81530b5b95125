/**
 * Suffixes below which strangers publish pages, by their last label: `app framer *.run/dev deno` is `framer.app`,
 * `*.run.app` and `deno.dev`. As on the Public Suffix List, `*` is any label, because it is a region, which strangers
 * share too. Any other label is a RegExp.
 *
 * `npm run suffixes` writes this file from the Public Suffix List of 15 November 2026 (tldts 7.5.4), and from the choice
 * and the additions in test/package/tenant-suffixes.ts. The whole list is a hundred times the size of this library.
 */
export const TENANT_SUFFIXES: string =
  'ai framer/app base44 convex csb preview.csb e2b edgeone expo on.expo framer *.hosted kinsta koyeb lovable' +
  ' netlify ngrok ngrok-free ondigitalocean up.railway replit id.replit retool *.run softr streamlit vercel' +
  ' wasmer web zeabur/aws *.*.on/build v0/cloud laravel/co carrd repl id.repl supabase/com *.\\w+usercontent' +
  ' *.(elb|compute|[a-z-]+-\\d).amazonaws *.dualstack.[a-z-]+-\\d.amazonaws s3.amazonaws s3-[\\w-]+.amazonaws' +
  ' amplifyapp appspot *.r.appspot *.awsapprunner *.cloudapp.azure blogspot *.digitaloceanspaces' +
  ' *.cdn.digitaloceanspaces elasticbeanstalk [a-z-]+-\\d.elasticbeanstalk preview.emergentagent firebaseapp' +
  ' *.googleapis herokuapp hostingersite jsbin lovableproject myshopify on-forge onrender pythonanywhere' +
  ' eu.pythonanywhere squarespace trycloudflare tumblr weebly wixsite wixstudio wordpress wpenginepowered/dev' +
  ' *.cloudworkstations deno fly app.github *.gitpod ngrok ngrok-free pages r2 *.replit vercel workers/goog' +
  ' translate *.usercontent/host bolt emergent/io *.azurecontainer *.azurecontainerapps bubbleapps cleverapps' +
  ' codepen codesandbox gitbook github gitlab gitpod ws-\\w+.gitpod ngrok \\w\\w.ngrok nip pantheonsite readthedocs' +
  ' shinyapps sslip stackblitz *.webcontainer(-api)? webflow share.zrok/life lhr/link *.dweb *.free.pinggy/live' +
  ' gradio/lt loca/me glitch localtunnel/media framer/ms *.devtunnels/net *.\\w+usercontent azureedge azurefd' +
  ' \\w\\d\\d.azurefd azurestaticapps \\w+.azurestaticapps \\w+.\\w+.azurestaticapps azurewebsites' +
  ' \\w+-\\d\\d.azurewebsites b-cdn cloudapp cloudfront cloudfunctions deno sandbox.deno jsfiddle proxy.runpod' +
  ' serveo trafficmanager ts *.c.ts *.core.windows z\\d+.*.core.windows/network appwrite/org duckdns eu \\w\\w.eu js' +
  ' neocities/page codeberg/photos framer/run *.code modal val web.val vercel/sh now surge/site my.canva chatgpt' +
  ' convex [a-z-]+-\\d.convex figma notion/space hf static.hf manus/website framer/wiki framer'

/** Those of them that the Public Suffix List lacks, so that browsers do not know them. */
export const UNLISTED_SUFFIXES: string =
  'app edgeone kinsta koyeb softr/com *.cloudapp.azure *.cdn.digitaloceanspaces hostingersite jsbin squarespace' +
  ' tumblr weebly wordpress/dev *.cloudworkstations app.github *.gitpod/io *.azurecontainerapps codepen' +
  ' codesandbox gitpod ws-\\w+.gitpod nip shinyapps sslip stackblitz *.webcontainer(-api)? share.zrok/life' +
  ' lhr/link *.free.pinggy/live gradio/lt loca/me glitch localtunnel/ms *.devtunnels/net \\w\\d\\d.azurefd' +
  ' \\w+.\\w+.azurestaticapps b-cdn jsfiddle proxy.runpod serveo z\\d+.*.core.windows/org neocities/run modal'
