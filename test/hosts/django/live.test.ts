import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DJANGO_DUMP, fromDjango } from '../../../src/import/index.ts'
import { cors } from '../../../src/index.ts'
import { routes } from '../../../src/routes/index.ts'
import { hasModules, PYTHON } from './python.ts'
import { FILES } from './site.ts'

const isInstalled = hasModules('django, corsheaders')

const SETTINGS = String.raw`import re
SECRET_KEY = 'do-not-print-this'
INSTALLED_APPS = ['corsheaders', 'site_app']
ROOT_URLCONF = 'urls'
ALLOWED_HOSTS = ['*']
MIDDLEWARE = ['corsheaders.middleware.CorsMiddleware', 'django.middleware.common.CommonMiddleware']
CORS_ALLOWED_ORIGINS = ('https://app.example.com',)
CORS_ALLOWED_ORIGIN_REGEXES = [re.compile(r'^https://[A-Z]+\.example\.com$', re.I), r'^https://.*\.example\.org$']
CORS_ALLOW_CREDENTIALS = True
CORS_EXPOSE_HEADERS = ['X-Total']
CORS_URLS_REGEX = r'^/api/.*$'
CSRF_TRUSTED_ORIGINS = ['https://app.example.com']
`

const APP = `from django.apps import AppConfig
class SiteConfig(AppConfig):
    name = 'site_app'
    def ready(self):
        from corsheaders.signals import check_request_enabled
        check_request_enabled.connect(lambda sender, request, **kwargs: False, weak=False)
`

const URLS = `from django.http import HttpResponse
from django.urls import re_path
urlpatterns = [re_path(r'.*', lambda request: HttpResponse('Hello'))]
`

/** Asks Django for its answers to requests, one JSON line each, without a socket. */
const ASK = `import json, sys
import django
django.setup()
from django.test import Client
client = Client()
answers = []
for method, path, headers in json.load(sys.stdin):
    response = client.generic(method, path, **{'HTTP_' + name.upper().replace('-', '_'): value for name, value in headers.items()})
    answers.append({name.lower(): value for name, value in response.items() if name.lower().startswith('access-control-')})
print(json.dumps(answers))
`

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corsage-django-'))
  await mkdir(join(folder, 'site_app'))
  await mkdir(join(folder, 'bin'))
  const files = {
    'manage.py': FILES['manage.py']!,
    'settings.py': SETTINGS,
    'urls.py': URLS,
    'ask.py': ASK,
    'site_app/__init__.py': '',
    'site_app/apps.py': APP,
    'bin/python3': `#!/bin/sh\nexec ${PYTHON} "$@"\n`,
  }
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text, { mode: 0o755 })))
})
afterAll(() => rm(folder, { recursive: true }))

async function dump(): Promise<{ readonly text: string; readonly settings: { readonly [name: string]: unknown } }> {
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}` }
  const { stdout: text } = await promisify(execFile)('/bin/sh', ['-c', DJANGO_DUMP], { cwd: folder, env })
  return { text, settings: JSON.parse(text) as { readonly [name: string]: unknown } }
}

type Sent = readonly [method: string, path: string, headers: Readonly<Record<string, string>>]
type Lines = Readonly<Record<string, string>>

async function askDjango(requests: readonly Sent[]): Promise<readonly Lines[]> {
  const env = { ...process.env, DJANGO_SETTINGS_MODULE: 'settings' }
  const asked = promisify(execFile)(PYTHON, ['ask.py'], { cwd: folder, env })
  asked.child.stdin?.end(JSON.stringify(requests))
  return JSON.parse((await asked).stdout) as readonly Lines[]
}

const ORIGINS = [
  'https://app.example.com',
  'https://shop.example.com',
  'https://a.b.example.com',
  'https://a.b.example.org',
  'https://example.org',
  'https://x.example.org.attacker.test',
  'http://app.example.com',
  'null',
]

describe.skipIf(!isInstalled)('a real Django project', () => {
  it('prints its settings, and no secret', async () => {
    const { text, settings } = await dump()
    expect(text).not.toContain('do-not-print-this')
    expect(settings).toMatchObject({
      CORS_ALLOWED_ORIGINS: ['https://app.example.com'],
      CORS_ALLOWED_ORIGIN_REGEXES: [
        { regex: String.raw`^https://[A-Z]+\.example\.com$` },
        String.raw`^https://.*\.example\.org$`,
      ],
      signal: true,
    })
  })

  it('allows the same in its policy', async () => {
    const { settings } = await dump()
    const { options, routes: table, csrf, notes, refusals } = fromDjango(settings)
    expect(refusals).toEqual([])
    expect(csrf).toEqual({ trusted: ['https://app.example.com'] })
    const codes = new Set(notes.map(({ code }) => code))
    expect(codes).toContain('signal-listeners')
    expect(() => cors(options!)).not.toThrow()
    const policy = routes(table!)
    const requests = ORIGINS.flatMap((origin): Sent[] => [
      ['GET', '/api/items', { origin }],
      ['GET', '/other', { origin }],
      ['OPTIONS', '/api/items', { origin, 'access-control-request-method': 'PUT' }],
    ])
    const wrapped = policy.wrap(() => new Response('Hello'))
    const ours = await Promise.all(
      requests.map(async ([method, path, headers]) => {
        const response = await wrapped(new Request(`https://api.example.com${path}`, { method, headers }))
        return decisive(Object.fromEntries(response.headers))
      }),
    )
    const django = (await askDjango(requests)).map(decisive)
    expect(ours).toEqual(django)
  })
})

/** Headers that version 3 allows by default. No script can set them, so the policy leaves them out. */
const DROPPED = new Set(['accept-encoding', 'dnt', 'origin'])

/**
 * The lines that a browser decides by, without the named differences: `DROPPED`, and Access-Control-Expose-Headers on
 * the answer to a preflight, which no page can read. Version 3 sends Access-Control-Allow-Credentials to refused origins
 * as well, which allows nothing alone.
 */
function decisive(headers: Lines): Lines {
  if (headers['access-control-allow-origin'] === undefined) return {}
  const isPreflight = headers['access-control-allow-methods'] !== undefined
  const lines = Object.entries(headers).filter(
    ([name]) => name.startsWith('access-control-') && !(isPreflight && name === 'access-control-expose-headers'),
  )
  return Object.fromEntries(
    lines.map(([name, value]) => {
      const names = value
        .toLowerCase()
        .split(/, ?/)
        .filter((one) => !DROPPED.has(one))
      return [name, names.toSorted((one, other) => (one < other ? -1 : 1)).join()]
    }),
  )
}
