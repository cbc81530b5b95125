/**
 * Suffixes below which strangers publish pages, in the notation of the Public Suffix List: `*` is any label, because it
 * is a region, which strangers share too. Any other label is a RegExp.
 *
 * `npm run suffixes` writes this file from the Public Suffix List of 15 November 2026 (tldts 7.5.4), and from the choice
 * and the additions in test/package/tenant-suffixes.ts. The whole list is a hundred times the size of this library.
 */
export const TENANT_SUFFIXES: string =
  'base44.app convex.app csb.app preview.csb.app edgeone.app expo.app on.expo.app framer.app *.hosted.app' +
  ' koyeb.app lovable.app netlify.app ngrok.app ngrok-free.app ondigitalocean.app up.railway.app replit.app' +
  ' id.replit.app *.run.app streamlit.app vercel.app web.app zeabur.app *.*.on.aws carrd.co repl.co id.repl.co' +
  ' supabase.co *.\\w+usercontent.com *.(elb|compute|[a-z-]+-\\d).amazonaws.com *.dualstack.[a-z-]+-\\d.amazonaws.com' +
  ' s3.amazonaws.com s3-[\\w-]+.amazonaws.com amplifyapp.com appspot.com *.r.appspot.com *.awsapprunner.com' +
  ' *.cloudapp.azure.com blogspot.com *.digitaloceanspaces.com elasticbeanstalk.com' +
  ' [a-z-]+-\\d.elasticbeanstalk.com firebaseapp.com *.googleapis.com herokuapp.com jsbin.com lovableproject.com' +
  ' myshopify.com onrender.com pythonanywhere.com eu.pythonanywhere.com squarespace.com trycloudflare.com' +
  ' wixsite.com wixstudio.com wordpress.com deno.dev fly.dev app.github.dev *.gitpod.dev ngrok.dev ngrok-free.dev' +
  ' pages.dev r2.dev *.replit.dev vercel.dev workers.dev translate.goog *.usercontent.goog bolt.host emergent.host' +
  ' *.azurecontainerapps.io bubbleapps.io codepen.io codesandbox.io gitbook.io github.io gitlab.io gitpod.io' +
  ' ngrok.io \\w\\w.ngrok.io nip.io readthedocs.io sslip.io stackblitz.io *.webcontainer(-api)?.io webflow.io' +
  ' lhr.life gradio.live loca.lt glitch.me localtunnel.me *.devtunnels.ms *.\\w+usercontent.net azureedge.net' +
  ' azurefd.net \\w\\d\\d.azurefd.net azurestaticapps.net \\w+.azurestaticapps.net \\w+.\\w+.azurestaticapps.net' +
  ' azurewebsites.net \\w+-\\d\\d.azurewebsites.net b-cdn.net cloudfront.net cloudfunctions.net deno.net' +
  ' sandbox.deno.net jsfiddle.net serveo.net ts.net *.c.ts.net *.core.windows.net z\\d+.*.core.windows.net' +
  ' duckdns.org eu.org \\w\\w.eu.org js.org *.code.run modal.run val.run web.val.run vercel.run now.sh surge.sh' +
  ' my.canva.site convex.site [a-z-]+-\\d.convex.site figma.site notion.site hf.space static.hf.space' +
  ' framer.website'
