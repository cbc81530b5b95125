import { expect, test } from 'vitest'
import { engineOf } from '../../lab/page/calls/engine.ts'

const IN_CHROMIUM = { brands: ['Not A(Brand', 'Chromium'], knowsMoz: false }
const IN_FIREFOX = { brands: [], knowsMoz: true }
const IN_WEBKIT = { brands: [], knowsMoz: false }

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)'
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const APPLE = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'

test.each([
  ['Chrome', `${WINDOWS} ${BLINK} Chrome/150.0.0.0 Safari/537.36`, IN_CHROMIUM, 'chromium'],
  ['headless Chrome', `${WINDOWS} ${BLINK} HeadlessChrome/150.0.0.0 Safari/537.36`, IN_CHROMIUM, 'chromium'],
  ['Edge', `${WINDOWS} ${BLINK} Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0`, IN_CHROMIUM, 'chromium'],
  ['a Chromium without brands', `${MAC} ${BLINK} Chrome/88.0.0.0 Safari/537.36`, IN_WEBKIT, 'chromium'],
  ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', IN_FIREFOX, 'firefox'],
  ['Safari', `${MAC} ${APPLE} Version/26.0 Safari/605.1.15`, IN_WEBKIT, 'webkit'],
  ['WebKitGTK', `Mozilla/5.0 (X11; Linux x86_64) ${APPLE} Version/60.5 Safari/605.1.15`, IN_WEBKIT, 'webkit'],
  ['Chrome on iOS', `${IPHONE} ${APPLE} CriOS/150.0.0.0 Mobile/15E148 Safari/604.1`, IN_WEBKIT, 'webkit'],
  ['Firefox on iOS', `${IPHONE} ${APPLE} FxiOS/150.0 Mobile/15E148 Safari/605.1.15`, IN_WEBKIT, 'webkit'],
  ['Edge of 2018', `${WINDOWS} ${BLINK} Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763`, IN_WEBKIT, 'spec'],
  ['Ladybird', 'Mozilla/5.0 (Linux; x86_64) Ladybird/1.0', IN_WEBKIT, 'spec'],
  ['nothing', '', IN_WEBKIT, 'spec'],
  ['Firefox that says Chrome', `${WINDOWS} ${BLINK} Chrome/150.0.0.0 Safari/537.36`, IN_FIREFOX, 'spec'],
  ['Chromium that says Firefox', 'Mozilla/5.0 (X11; rv:153.0) Gecko/20100101 Firefox/153.0', IN_CHROMIUM, 'spec'],
  ['Chromium that says Safari', `${MAC} ${APPLE} Version/26.0 Safari/605.1.15`, IN_CHROMIUM, 'spec'],
])('%s', (_, userAgent, traits, profile) => {
  const engine = engineOf({ userAgent, ...traits })
  expect(engine.profile).toBe(profile)
  expect(engine.why).toContain(profile === 'spec' ? 'the model is the standard' : 'because the user agent says so')
})
