import { existsSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Preferences with which Firefox can be driven, and stays as its users have it. */
export const MARIONETTE_PREFERENCES = { 'marionette.port': 0, 'remote.prefs.recommended': false }

/** A session of the driver of Firefox. It lasts as long as the browser. */
export interface Driver {
  readonly send: (command: string, values: object) => Promise<unknown>
}

/**
 * Opens a page in a Firefox that was started with `--marionette`. Only a session of WebDriver can accept every
 * certificate (https://w3c.github.io/webdriver/#dfn-accept-insecure-tls).
 *
 * @param folder the profile, in which Firefox writes the port of its driver
 */
export async function openInsecurely(folder: string, url: string): Promise<void> {
  const driver = await driveFirefox(folder, { acceptInsecureCerts: true, pageLoadStrategy: 'none' })
  await driver.send('WebDriver:Navigate', { url })
}

/** Starts a session in a Firefox that was started with `--marionette`. */
export async function driveFirefox(folder: string, capabilities: object): Promise<Driver> {
  const file = join(folder, 'MarionetteActivePort')
  while (!existsSync(file) || !readFileSync(file, 'utf8')) {
    // oxlint-disable-next-line no-await-in-loop
    await wait(100)
  }
  const socket = connect(Number(readFileSync(file, 'utf8')), '127.0.0.1')
  const packets = readPackets(socket)
  await packets.next()
  let last = 0
  const send = async (command: string, values: object): Promise<unknown> => {
    const packet = JSON.stringify([0, ++last, command, values])
    socket.ref()
    socket.write(`${Buffer.byteLength(packet)}:${packet}`)
    const { value = '' } = await packets.next()
    // The session, and with it the certificates, lasts as long as the browser.
    socket.unref()
    const [, , error, result] = JSON.parse(value) as [
      number,
      number,
      { error: string; message: string } | null,
      unknown,
    ]
    if (error) throw new Error(`Firefox refused ${command}: ${error.error}, ${error.message}`)
    return result
  }
  await send('WebDriver:NewSession', capabilities)
  return { send }
}

/** The packets of a driver: the length of the JSON, a colon, the JSON. */
async function* readPackets(socket: Socket): AsyncGenerator<string> {
  let received = Buffer.alloc(0)
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk as Buffer])
    for (;;) {
      const colon = received.indexOf(':')
      const end = colon + 1 + Number(received.subarray(0, colon).toString())
      if (colon < 0 || received.length < end) break
      yield received.subarray(colon + 1, end).toString()
      received = received.subarray(end)
    }
  }
}
