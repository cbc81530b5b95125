import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { PYTHON } from '../django/python.ts'
import type { CommonOptions, Served } from './libraries.ts'

/** Answers requests by django-cors-headers, one JSON line each. It reads its settings at each request. */
const PROGRAM = `import json, sys
from django.conf import settings
settings.configure(ALLOWED_HOSTS=['*'], SECRET_KEY='x', LOGGING_CONFIG=None)
import django
django.setup()
from corsheaders.middleware import CorsMiddleware
from django.http import HttpResponse
from django.test import RequestFactory
answer, factory = CorsMiddleware(lambda request: HttpResponse('data')), RequestFactory()
for line in sys.stdin:
    given, method, headers = json.loads(line)
    for name, value in given.items():
        setattr(settings, name, value)
    lines = {'HTTP_' + name.upper().replace('-', '_'): value for name, value in headers.items()}
    response = answer(factory.generic(method, '/items', **lines))
    print(json.dumps([response.status_code, list(response.items()), response.content.decode()]), flush=True)
`

/** Starts django-cors-headers, which serves any number of options. */
export function startDjango(): { readonly serve: (options: CommonOptions) => Served; readonly stop: () => void } {
  const child = spawn(PYTHON, ['-c', PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const serve = (options: CommonOptions): Served => {
    const settings = {
      CORS_ALLOWED_ORIGINS: options.origin,
      CORS_ALLOW_CREDENTIALS: options.credentials,
      CORS_ALLOW_METHODS: options.allowMethods,
      CORS_ALLOW_HEADERS: options.allowHeaders,
      CORS_EXPOSE_HEADERS: options.exposeHeaders,
      CORS_PREFLIGHT_MAX_AGE: options.maxAge,
    }
    return {
      send: async (method, headers) => {
        child.stdin.write(`${JSON.stringify([settings, method, headers])}\n`)
        const { value } = await lines.next()
        const [status, pairs, body] = JSON.parse(value as string) as [number, [string, string][], string]
        return new Response(body, { status, headers: pairs })
      },
    }
  }
  return { serve, stop: () => child.kill() }
}
