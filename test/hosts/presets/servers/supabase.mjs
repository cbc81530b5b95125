const USER = { id: '1', aud: 'authenticated', email: 'ada@example.com' }
const [HEAD, SIGNATURE] = [{ alg: 'HS256', typ: 'JWT' }, 'c2lnbmF0dXJl']
const SESSION = {
  access_token: [HEAD, { sub: '1', exp: 4e9 }].map(encode).concat(SIGNATURE).join('.'),
  token_type: 'bearer',
  expires_in: 3600,
  refresh_token: 'refresh',
  user: USER,
}

/** The answers of PostgREST, of Edge Functions, Storage and Auth, as their documents show them. */
export function createServer() {
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url)
    if (!request.headers.get('apikey')) return Response.json({ message: 'No API key' }, { status: 401 })
    const [, service, , ...path] = pathname.split('/')
    switch (service) {
      case 'rest':
        return answerTable(request, path.join('/'))
      case 'functions':
        return answerFunction(request, pathname)
      case 'storage':
        if (request.method === 'GET' && path[1] !== 'info') return new Response('bytes')
        return Response.json(path[1] === 'list' ? [] : { Id: '1' })
      case 'auth':
        return answerAuth(request, path[0], searchParams)
      default:
        return new Response(null, { status: 404 })
    }
  }
}

async function answerTable({ method, headers }, table) {
  const schema = headers.get(method === 'GET' ? 'accept-profile' : 'content-profile')
  const row = { id: 1, table, schema, prefer: headers.get('prefer') }
  if (table === 'busy' && !headers.has('x-retry-count'))
    return new Response(null, { status: 503, headers: { 'retry-after': '0' } })
  if (method === 'DELETE') return new Response(null, { status: 204 })
  const isOne = headers.get('accept').includes('object')
  return Response.json(isOne ? row : [row], { headers: { 'content-range': '0-0/7' } })
}

async function answerFunction(request, pathname) {
  if (pathname.endsWith('/relay')) return new Response(null, { status: 502, headers: { 'x-relay-error': 'true' } })
  return Response.json({ got: await request.json(), region: request.headers.get('x-region') })
}

async function answerAuth(request, path) {
  if (path === 'user') return Response.json(USER)
  if (path === 'logout') return new Response(null, { status: 204 })
  const { password } = await request.json()
  if (password === 'right') return Response.json(SESSION)
  const version = { 'x-supabase-api-version': '2024-01-01' }
  return Response.json({ code: 'invalid_credentials', message: 'Wrong' }, { status: 400, headers: version })
}

function encode(part) {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
