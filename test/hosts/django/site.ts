/** A site of Django in Python files. SITE, a variable of the environment, has the configuration as JSON. */
export const FILES: Readonly<Record<string, string>> = {
  'manage.py': `import os, sys
os.environ['DJANGO_SETTINGS_MODULE'] = 'settings'
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
`,
  'settings.py': `import json, os
SITE = json.loads(os.environ['SITE'])
SECRET_KEY = 'do-not-print-this'
INSTALLED_APPS = ['corsheaders', 'site_app']
ROOT_URLCONF = 'urls'
ALLOWED_HOSTS = ['*']
STATIC_URL = '/static/'
LOGGING_CONFIG = None
CORS = 'corsheaders.middleware.CorsMiddleware'
MIDDLEWARE = SITE.get('middleware') or [CORS, 'django.middleware.common.CommonMiddleware']
if SITE.get('isWithout'):
    MIDDLEWARE = [name for name in MIDDLEWARE if name != CORS]
globals().update(SITE['settings'])
`,
  'site_app/__init__.py': '',
  'site_app/apps.py': `from django.apps import AppConfig
from django.conf import settings

def to_api(sender, request, **kwargs):
    return request.path_info.startswith('/api/')

def to_tenant(sender, request, **kwargs):
    return request.headers['origin'] == 'https://tenant.example.com'

def failing(sender, request, **kwargs):
    raise RuntimeError('a listener')

class SiteConfig(AppConfig):
    name = 'site_app'
    def ready(self):
        from corsheaders.signals import check_request_enabled
        listener = {'api-to-everyone': to_api, 'readme-model': to_tenant, 'raises': failing}.get(settings.SITE.get('signal'))
        if listener:
            check_request_enabled.connect(listener, weak=False)
`,
  // What WhiteNoise does by default for files that it finds: https://whitenoise.readthedocs.io/en/stable/django.html
  'whitenoise/__init__.py': '',
  'whitenoise/middleware.py': `from django.http import HttpResponse

def WhiteNoiseMiddleware(get_response):
    def answer(request):
        if request.path_info == '/static/a.css' and request.method in ('GET', 'HEAD'):
            response = HttpResponse('a {}', content_type='text/css')
            response['Access-Control-Allow-Origin'] = '*'
            return response
        return get_response(request)
    return answer
`,
  'app/__init__.py': '',
  'app/middleware.py': `from django.http import HttpResponse

def short_circuit(get_response):
    return lambda request: HttpResponse('short') if request.path_info == '/short/' else get_response(request)

def raises_outside(get_response):
    def answer(request):
        if request.path_info == '/short/':
            raise RuntimeError('outside')
        return get_response(request)
    return answer
`,
  'urls.py': String.raw`from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotModified, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, re_path

def view(body='hello', status=200, **headers):
    def answer(request):
        response = HttpResponse(body, status=status)
        for name, value in headers.items():
            response[name.replace('_', '-')] = value
        return response
    return answer

def boom(request):
    raise RuntimeError('a view')

def denied(request):
    raise PermissionDenied

async def later(request):
    return HttpResponse('later')

OWN = {
    'Access_Control_Allow_Origin': 'https://own.example.com',
    'Access_Control_Allow_Methods': 'GET',
    'Access_Control_Expose_Headers': 'X-Own',
}
urlpatterns = [
    path('hello/', view()),
    path('api/hello/', view('api')),
    path('apifoo/', view('apifoo')),
    path('boom/', boom),
    path('denied/', denied),
    path('unauthorized/', view('no', 401, WWW_Authenticate='Basic')),
    path('redirect/', lambda request: HttpResponseRedirect('/hello/')),
    path('not-modified/', lambda request: HttpResponseNotModified()),
    path('no-content/', view('', 204)),
    path('stream/', lambda request: StreamingHttpResponse(iter(['a', 'b']))),
    path('async/', later),
    path('vary/', view(Vary='Accept-Language')),
    path('vary-star/', view(Vary='*')),
    path('vary-origin/', view(Vary='Origin')),
    path('own/', view('own', **OWN)),
    path('short/', view('view')),
    re_path(r'^line\n', view('line')),
]
`,
  'wsgi.py': `import os
os.environ['DJANGO_SETTINGS_MODULE'] = 'settings'
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
`,
  // Each configuration gets a process of its own, because Django reads its settings and its middleware once. The
  // process is a fork, so that Python imports Django once for all.
  'record.py': `import io, json, os, sys, traceback
from contextlib import redirect_stdout
from urllib.parse import unquote_to_bytes
import django.core.handlers.wsgi, django.core.management.commands.shell, django.urls, django.views.debug
import corsheaders.checks, corsheaders.middleware, corsheaders.signals, importlib.metadata
from django.core.management import execute_from_command_line

def ask(application, method, path, headers):
    environ = {
        'REQUEST_METHOD': method, 'SCRIPT_NAME': '', 'QUERY_STRING': '', 'SERVER_NAME': 'api.example.com', 'SERVER_PORT': '80',
        'PATH_INFO': unquote_to_bytes(path).decode('latin-1'), 'SERVER_PROTOCOL': 'HTTP/1.1', 'wsgi.url_scheme': 'http',
        'wsgi.input': io.BytesIO(), 'wsgi.errors': io.StringIO(), 'HTTP_HOST': 'api.example.com',
    }
    for name, value in headers:
        key = 'HTTP_' + name.upper().replace('-', '_')
        environ[key] = environ[key] + ',' + value if key in environ else value
    started = []
    body = application(environ, lambda status, lines: started.extend([int(status[:3]), lines]))
    text = b''.join(body).decode('latin-1')
    return [*started, text]

def record(site, code, requests):
    os.environ.update(SITE=json.dumps(site), DJANGO_SETTINGS_MODULE='settings')
    printed = io.StringIO()
    with redirect_stdout(printed):
        execute_from_command_line(['manage.py', 'shell', '-c', code])
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    site_with = get_wsgi_application()
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != settings.CORS]
    site_without = get_wsgi_application()
    answers = [[ask(one, *request) for request in requests] for one in (site_with, site_without)]
    return {'dump': printed.getvalue(), 'with': answers[0], 'without': answers[1]}

def main():
    given = json.load(sys.stdin)
    for name, site in given['sites'].items():
        if os.fork() == 0:
            try:
                print(json.dumps([name, record(site, given['code'], given['requests'])]), flush=True)
                os._exit(0)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
        if os.wait()[1]:
            sys.exit(name + ' failed')

main()
`,
}
