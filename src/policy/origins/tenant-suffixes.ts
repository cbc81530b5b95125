/**
 * Suffixes below which strangers publish pages, by their last label: `app framer *.run/dev deno` is `framer.app`,
 * `*.run.app` and `deno.dev`. As on the Public Suffix List, `*` is any label, because it is a region, which strangers
 * share too. Any other label is a RegExp.
 *
 * `npm run suffixes` writes this file from the Public Suffix List of 15 November 2026 (tldts 7.5.4), and from the choice
 * and the additions in test/package/tenant-suffixes.ts. The whole list is a hundred times the size of this library.
 */
export const TENANT_SUFFIXES: string =
  'app base44 convex csb preview.csb edgeone expo on.expo framer *.hosted koyeb lovable netlify ngrok ngrok-free' +
  ' ondigitalocean up.railway replit id.replit *.run streamlit vercel web zeabur/aws *.*.on/co carrd repl id.repl' +
  ' supabase/com *.\\w+usercontent *.(elb|compute|[a-z-]+-\\d).amazonaws *.dualstack.[a-z-]+-\\d.amazonaws' +
  ' s3.amazonaws s3-[\\w-]+.amazonaws amplifyapp appspot *.r.appspot *.awsapprunner *.cloudapp.azure blogspot' +
  ' *.digitaloceanspaces elasticbeanstalk [a-z-]+-\\d.elasticbeanstalk firebaseapp *.googleapis herokuapp jsbin' +
  ' lovableproject myshopify onrender pythonanywhere eu.pythonanywhere squarespace trycloudflare wixsite' +
  ' wixstudio wordpress/dev deno fly app.github *.gitpod ngrok ngrok-free pages r2 *.replit vercel workers/goog' +
  ' translate *.usercontent/host bolt emergent/io *.azurecontainer *.azurecontainerapps bubbleapps codepen' +
  ' codesandbox gitbook github gitlab gitpod ngrok \\w\\w.ngrok nip readthedocs sslip stackblitz' +
  ' *.webcontainer(-api)? webflow/life lhr/live gradio/lt loca/me glitch localtunnel/ms *.devtunnels/net' +
  ' *.\\w+usercontent azureedge azurefd \\w\\d\\d.azurefd azurestaticapps \\w+.azurestaticapps \\w+.\\w+.azurestaticapps' +
  ' azurewebsites \\w+-\\d\\d.azurewebsites b-cdn cloudfront cloudfunctions deno sandbox.deno jsfiddle serveo ts' +
  ' *.c.ts *.core.windows z\\d+.*.core.windows/org duckdns eu \\w\\w.eu js/run *.code modal val web.val vercel/sh' +
  ' now surge/site my.canva convex [a-z-]+-\\d.convex figma notion/space hf static.hf/website framer'

/** Those of them that the Public Suffix List lacks, so that browsers do not know them. */
export const UNLISTED_SUFFIXES: string =
  'app edgeone koyeb/com *.cloudapp.azure jsbin squarespace wordpress/dev app.github *.gitpod/io' +
  ' *.azurecontainerapps codepen codesandbox gitpod nip sslip stackblitz *.webcontainer(-api)?/life lhr/live' +
  ' gradio/lt loca/me glitch localtunnel/ms *.devtunnels/net \\w\\d\\d.azurefd \\w+.\\w+.azurestaticapps b-cdn' +
  ' jsfiddle serveo z\\d+.*.core.windows/run modal'
