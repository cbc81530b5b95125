import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineName, ProxySetUp } from './browsers.ts'
import { MARIONETTE_PREFERENCES, openInsecurely } from './marionette.ts'

/**
 * What each engine needs to send the requests to all hosts, `localhost` included, to a proxy, and to accept the
 * certificate of the proxy. Cookies are left as users have them.
 */
export function behindProxy(engine: EngineName, port: number): ProxySetUp {
  switch (engine) {
    case 'chromium':
      return {
        prepare: (folder) => {
          // Chrome's own default: cookies of other sites are kept. Debian's Chromium blocks them.
          mkdirSync(join(folder, 'Default'))
          writeFileSync(join(folder, 'Default', 'Preferences'), '{"profile":{"cookie_controls_mode":0}}')
          return [
            `--proxy-server=localhost:${port}`,
            '--proxy-bypass-list=<-loopback>',
            '--ignore-certificate-errors',
            // Otherwise Chromium opens pages over https that are asked for over http.
            '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
          ]
        },
      }
    case 'firefox':
      return {
        prepare: (folder) => {
          const lines = Object.entries(firefoxPreferences(port)).map(
            ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
          )
          writeFileSync(join(folder, 'prefs.js'), lines.join('\n'))
          return ['--marionette']
        },
        open: openInsecurely,
      }
    case 'webkit':
      // Tracking prevention is on in Safari, and in the browser of GNOME.
      return {
        prepare: () => [`--proxy=http://127.0.0.1:${port}`, '--ignore-tls-errors', '--enable-itp'],
      }
  }
}

function firefoxPreferences(port: number): Readonly<Record<string, string | number | boolean>> {
  return {
    ...MARIONETTE_PREFERENCES,
    'dom.security.https_first': false,
    'dom.security.https_first_schemeless': false,
    'network.proxy.allow_hijacking_localhost': true,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': port,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': port,
    'network.proxy.type': 1,
  }
}
