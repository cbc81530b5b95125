import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { start, temporaryFolder } from './processes.ts'

/** An engine that the tests can run. */
export type EngineName = 'chromium' | 'firefox' | 'webkit'

export interface Engine {
  readonly title: string
  /** The Debian packages of the engine. */
  readonly packages: string
  readonly find: () => string | undefined
  readonly needsDisplay?: boolean
  readonly command: (program: string, folder: string, url: string) => readonly string[]
}

/** A virtual screen. */
export interface Display {
  readonly name: string
  readonly close: () => Promise<void>
}

/** What a browser needs to send every request to a proxy, or to be inspected. */
export interface ProxySetUp {
  /** Writes the settings into the folder of a browser, and returns more arguments. */
  readonly prepare: (folder: string) => readonly string[]
  /** Opens the page, if the arguments cannot. */
  readonly open?: ((folder: string, url: string) => Promise<void>) | undefined
  readonly environment?: NodeJS.ProcessEnv
}

/** A running browser with an open page. */
export interface OpenPage {
  /** Rejects if the browser exits by itself. */
  readonly ended: Promise<never>
  readonly close: () => Promise<void>
}

/**
 * Settings that stop Firefox from doing anything except showing the page: no updates, no reports, no first-run pages.
 */
const FIREFOX_PREFERENCES = {
  'app.normandy.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.policy.dataSubmissionPolicyBypassNotification': true,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': '',
  'termsofuse.bypassNotification': true,
  'toolkit.telemetry.enabled': false,
}

/** The program of each engine on Debian, and how it opens a page. */
export const BROWSERS: Readonly<Record<EngineName, Engine>> = {
  chromium: {
    title: 'Chromium',
    packages: 'chromium',
    find: () => onPath('chromium'),
    command: (program, folder, url) => [
      program,
      '--headless=new',
      // Chromium cannot use its sandbox as root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${folder}`,
      '--no-first-run',
      '--disable-background-networking',
      '--disable-breakpad',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
      url,
    ],
  },
  firefox: {
    title: 'Firefox',
    packages: 'firefox-esr',
    find: () => onPath('firefox-esr') ?? onPath('firefox'),
    command: (program, folder, url) => {
      const lines = Object.entries(FIREFOX_PREFERENCES).map(
        ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
      )
      writeFileSync(join(folder, 'user.js'), lines.join('\n'))
      return [program, '--headless', '--no-remote', '--profile', folder, url]
    },
  },
  webkit: {
    title: 'WebKitGTK',
    packages: 'webkit2gtk-driver xvfb',
    find: () => onPath('Xvfb') && onPath('MiniBrowser', globSync('/usr/lib/*/webkit2gtk-4.*').toSorted().toReversed()),
    needsDisplay: true,
    command: (program, _folder, url) => [program, url],
  },
}

/**
 * Opens a page in a browser that has never run before.
 *
 * @param display the result of `openDisplay`, if the engine needs a screen
 * @param proxy the result of `behindProxy`, if the pages are not at `localhost`, or the set-up of an inspector
 * @returns `ended`, which rejects if the browser exits by itself, and `close`
 */
export function openPage(
  { command }: Engine,
  program: string,
  url: string,
  display?: Display,
  proxy?: ProxySetUp,
): OpenPage {
  const home = temporaryFolder()
  const more = proxy?.prepare(home.folder) ?? []
  const first = proxy?.open ? 'about:blank' : url
  const environment = { ...environmentIn(home.folder, display), ...proxy?.environment }
  const browser = start([...command(program, home.folder, first), ...more], environment)
  // A page that cannot be opened is like a browser that ends: nothing else will come.
  const opened = proxy?.open?.(home.folder, url)
  const ended = opened ? opened.then(() => browser.ended) : browser.ended
  const close = async (): Promise<void> => {
    await browser.close()
    home.close()
  }
  ended.catch(() => {})
  return { ended, close }
}

/** Opens a virtual screen for WebKitGTK, which has no headless mode. */
export async function openDisplay(): Promise<Display> {
  const server = start(['Xvfb', '-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'])
  try {
    const [number] = (await Promise.race([once(server.output, 'data'), server.ended])) as [Buffer]
    return { name: `:${String(number).trim()}`, close: server.close }
  } catch (error) {
    await server.close()
    throw error
  }
}

/** The version number in the output of `--version`. */
export function versionOf(program: string, display?: Display): string {
  const home = temporaryFolder()
  try {
    const text = execFileSync(program, ['--version'], {
      encoding: 'utf8',
      env: { ...process.env, ...environmentIn(home.folder, display) },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return text.match(/\d+(\.\d+)+(esr)?/)?.[0] ?? text.trim()
  } finally {
    home.close()
  }
}

/**
 * An environment that keeps all files of a browser in its folder. It has no D-Bus address, so that no bus outlives the
 * browser.
 */
function environmentIn(folder: string, display: Display | undefined): NodeJS.ProcessEnv {
  return {
    HOME: folder,
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_RUNTIME_DIR: folder,
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    GSETTINGS_BACKEND: 'memory',
    ...(display && { DISPLAY: display.name }),
  }
}

function onPath(
  name: string,
  places: readonly string[] = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean),
): string | undefined {
  return places.map((place) => join(place, name)).find((file) => existsSync(file))
}
