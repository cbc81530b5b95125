import type { ProfileName } from '../../../src/browser/index.ts'

/** What a browser shows of its engine. */
export interface Traits {
  readonly userAgent: string
  /** The names in `navigator.userAgentData`, which only Chromium has. */
  readonly brands: readonly string[]
  /** Whether it knows a property of CSS that only Firefox has. */
  readonly knowsMoz: boolean
}

/** The profile for the visitor's browser, and how it was found. */
export interface Engine {
  readonly profile: ProfileName
  readonly why: string
}

const NAMES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' } as const

/**
 * Finds the engine by the user agent string, and checks it by what else the browser shows, because anyone can set the
 * string. A browser that contradicts itself is unknown, as every other engine is: then the model follows the standard.
 */
export function engineOf({ userAgent, brands, knowsMoz }: Traits): Engine {
  const profile = profileOf(userAgent)
  if (profile === 'spec') {
    return {
      profile,
      why: 'The user agent names none of the engines that Corsage knows, so the model is the standard.',
    }
  }
  const isBlink = brands.includes('Chromium')
  if ((profile === 'firefox') !== knowsMoz || (isBlink && profile !== 'chromium')) {
    return {
      profile: 'spec',
      why: `The user agent says ${NAMES[profile]}, but the browser behaves like another one, so the model is the standard.`,
    }
  }
  return { profile, why: `The model is ${NAMES[profile]}, because the user agent says so.` }
}

/** Chrome and Firefox on iOS are WebKit, and write `CriOS` and `FxiOS`. Edge until 2019 wrote both `Chrome` and `Edge`. */
function profileOf(userAgent: string): ProfileName {
  if (/\bEdge\//.test(userAgent)) return 'spec'
  if (/\bGecko\/.*\bFirefox\//.test(userAgent)) return 'firefox'
  if (/\b(Headless)?Chrom(e|ium)\//.test(userAgent)) return 'chromium'
  return /\bAppleWebKit\//.test(userAgent) ? 'webkit' : 'spec'
}

/** The traits of this browser. */
export function traitsHere(): Traits {
  const { userAgent, userAgentData } = navigator as Navigator & {
    // https://wicg.github.io/ua-client-hints/#navigatorua, which the types do not have
    readonly userAgentData?: { readonly brands: readonly { readonly brand: string }[] }
  }
  return {
    userAgent,
    brands: userAgentData?.brands.map(({ brand }) => brand) ?? [],
    knowsMoz: CSS.supports('-moz-user-select', 'none'),
  }
}
