/** The page for people who open the API's address by mistake. */
export function welcome({ origin, port }: URL): Response {
  const page = `http://localhost${port && `:${port}`}/`
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Corsage: the API of the lab</title>
<h1>This is the API</h1>
<p>The lab is at <a href="${page}">${page}</a>. Its page <a href="${page}calls">Real calls</a> calls this address, ${origin}, which is another origin,
so that the browser has something to decide.
</html>
`
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  }
  return new Response(html, { headers })
}
