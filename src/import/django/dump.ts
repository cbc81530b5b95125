/**
 * The command that prints what {@link fromDjango} reads, as JSON. Run it in the folder of a Django project. It prints
 * settings about CORS, the trusted origins, the middleware and the address of static files, and no secret. `diffsettings`
 * of Django prints `SECRET_KEY` and passwords.
 */
export const DJANGO_DUMP: string = `python3 manage.py shell -c 'import json, re; from importlib.metadata import version; from django.conf import settings as s; from corsheaders.signals import check_request_enabled as c; print(json.dumps({**{k: getattr(s, k) for k in dir(s) if k.startswith("CORS_") or k in ("CSRF_TRUSTED_ORIGINS", "MIDDLEWARE", "STATIC_URL", "WHITENOISE_ALLOW_ALL_ORIGINS", "WHITENOISE_STATIC_PREFIX")}, "signal": c.has_listeners(), "version": version("django-cors-headers")}, default=lambda o: {"regex": o.pattern, "flags": o.flags} if isinstance(o, re.Pattern) else list(o)))'`
