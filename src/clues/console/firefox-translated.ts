import type { FailureCode } from '../../browser/terms/failure.ts'
import { CORS_CHECK_CODES, eitherResponse, originCode, PREFLIGHT_CODES } from './codes.ts'
import type { ConsoleReading } from './reading.ts'

/** A word in quotation marks of any language: 'a', “a”, « a », „a“, 「a」. */
const QUOTED = /[‘'"“«„‹「『]\s?([^‘’'"“”«»„‹›「」『』\n]{1,200}?)\s?[’'"”»“›」』]/g

/**
 * Understands a message of Firefox in another language than English. Firefox translates its messages about CORS; Chromium
 * and WebKit do not. Names of headers, values and the word CORS stay as they are, and so does the URL, which comes first.
 *
 * @param line one line: a message has no more
 */
export function readTranslated(line: string): ConsoleReading | undefined {
  const found = /(?:https?|file|ftp):\/\/[^\s‘’'"“”«»]+/.exec(line)
  if (!found) return
  const reason = line.slice(found.index + found[0].length)
  if (!/\bCORS\b/.test(reason)) return
  const codes = codesOf(reason)
  if (!codes.length) return
  const status = /[:：]\s?(\d{3})[.。]?\s*$/.exec(reason)?.[1]
  return {
    engine: 'firefox',
    text: line,
    codes,
    url: found[0].replace(/[.。,]$/, ''),
    ...(status !== undefined && { status: Number(status) }),
  }
}

function codesOf(reason: string): readonly FailureCode[] {
  const words = [...reason.matchAll(QUOTED)].map(([, word]) => word!)
  const header = words.find((word) => /^Access-Control-Allow-\w+$/.test(word))
  const value = words.find((word) => word !== header)
  switch (header) {
    case 'Access-Control-Allow-Origin':
      if (value === '*') return eitherResponse(['acao-wildcard-with-credentials'])
      return eitherResponse(value === undefined ? ['acao-missing', 'acao-multiple'] : [originCode(value)])
    case 'Access-Control-Allow-Credentials':
      return eitherResponse(['acac-missing', 'acac-invalid'])
    case 'Access-Control-Allow-Methods':
      return [value === undefined ? 'preflight-method-not-allowed' : 'preflight-acam-invalid']
    case 'Access-Control-Allow-Headers':
      return ['preflight-header-not-allowed', 'preflight-acah-invalid']
    default:
      return withoutHeader(reason)
  }
}

/** The reasons that name no header: only what stands between parentheses is one, or in French after `Raison`. */
function withoutHeader(text: string): readonly FailureCode[] {
  const [, inside, after] =
    /[(（]([^()（）]*\bCORS\b[^()（）]*)[)）]|\bRaison\s?:([^.\n]*\bCORS\b[^.\n]*)/.exec(text) ?? []
  const reason = inside ?? after
  if (reason === undefined) return []
  if (/preflight|预检|預檢|プリフライト|предварительн/i.test(reason))
    return ['preflight-status', 'preflight-redirect', 'preflight-network-error']
  if (/\bhttp\b/i.test(reason)) return ['scheme-not-http', 'redirect-non-http']
  return ['network-error', ...PREFLIGHT_CODES, ...CORS_CHECK_CODES]
}
