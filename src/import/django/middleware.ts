import { enumerate } from '../../wording/enumerate.ts'
import { inCode } from '../../wording/code.ts'
import { type Project, SETTINGS } from './settings.ts'

const CORS_MIDDLEWARE = 'corsheaders.middleware.CorsMiddleware'
const STATIC = /^\/?([\w~-]+(?:\/[\w~-]+)*)\/$/

/**
 * Reads the order of the middleware. What stands before `CorsMiddleware` answers without its headers, and a policy in
 * front of Django answers for all.
 *
 * @returns the key of a row for the static files that WhiteNoise serves to every origin
 */
export function readMiddleware(project: Project): string | undefined {
  const { given, findings } = project
  const { name } = SETTINGS.middleware
  const value = given[name]
  if (!Array.isArray(value)) return undefined
  const middleware = value.filter((entry): entry is string => typeof entry === 'string')
  const place = middleware.indexOf(CORS_MIDDLEWARE)
  if (place < 0)
    findings.note('middleware-missing', name, `lacks ${CORS_MIDDLEWARE}, so Django sends no CORS headers today`)
  if (place > 0) {
    const before = enumerate(middleware.slice(0, place).map((entry) => inCode(entry)))
    const message = `has ${before} before ${CORS_MIDDLEWARE}: what they answer gets headers now, and had none`
    findings.note('middleware-order', name, message)
  }
  return middleware.some((entry) => entry.startsWith('whitenoise.')) ? staticFiles(project) : undefined
}

/** WhiteNoise sends `Access-Control-Allow-Origin: *` by default, for fonts. A policy would remove it. */
function staticFiles({ given, findings }: Project): string | undefined {
  const { WHITENOISE_ALLOW_ALL_ORIGINS: isPublic = true, STATIC_URL: address = '/static/' } = given
  const { WHITENOISE_STATIC_PREFIX: url = address } = given
  if (!isPublic) return undefined
  const [, path] = (typeof url === 'string' && STATIC.exec(url)) || []
  const key = path && `/${path}/*`
  const row = key ? `routes has a row for ${inCode(key)}` : 'write a row for them'
  findings.note(
    'static-files',
    SETTINGS.middleware.name,
    `has WhiteNoise, which lets every origin read static files, and a policy would not: ${row}`,
  )
  return key
}
