import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { cors } from '../../../src/index.ts'
import {
  combine,
  connect,
  grpcWeb,
  mcp,
  type Preset,
  type PresetName,
  presets,
  tracing,
} from '../../../src/presets/index.ts'
import { areInstalled, type Client, compileClient, createServer, runClient, type Steps } from './client.ts'
import { PROTOCOLS } from './protocols.ts'

const API = 'https://api.example.com'
const APP = 'https://app.example.com'

/** Runs the client of a preset in a page of another origin, behind a policy with the lists. */
async function runBehind(client: Client, name: PresetName, lists: Preset): Promise<Steps> {
  const server = await createServer(PROTOCOLS[name][1])
  // `enforce` also refuses GET and POST that are not listed, which browsers send without asking.
  const network = cors({ origin: [APP], enforce: true, ...lists }).wrap(server)
  return await runClient(client, { page: APP, api: API, server, network })
}

/** Runs the client of a preset in a page of the server's own origin, where CORS does not apply. */
async function runAtHome(client: Client, name: PresetName): Promise<Steps> {
  const server = await createServer(PROTOCOLS[name][1])
  return await runClient(client, { page: API, api: API, server, network: server })
}

/** Every list with one entry less, by the entry that is missing. */
function shortened(preset: Preset): [missing: string, shorter: Preset][] {
  return Object.entries(preset).flatMap(([list, entries]: [string, readonly string[]]) =>
    entries.map((entry): [string, Preset] => [
      `${entry} in ${list}`,
      { ...preset, [list]: entries.filter((other) => other !== entry) },
    ]),
  )
}

describe.runIf(areInstalled())('the clients of the presets', () => {
  beforeAll(() => {
    // The clients report on the console what the tests expect.
    for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(console, level).mockImplementation(() => {})
  })
  afterAll(() => void vi.restoreAllMocks())

  describe.each(Object.entries(presets) as [PresetName, (typeof presets)[PresetName]][])('%s', (name, { preset }) => {
    let client: Client
    let expected: Steps
    beforeAll(async () => {
      client = await compileClient(PROTOCOLS[name][0])
      expected = await runAtHome(client, name)
    })

    it('works for pages of the server itself', () => {
      expect(expected.length).toBeGreaterThan(0)
      expect(expected.filter(([, result]) => String(result).startsWith('failed: '))).toEqual([])
    })

    it('works for pages of another origin in the same way', async () => {
      expect(await runBehind(client, name, preset)).toEqual(expected)
    })

    it.each(shortened(preset))('needs %s', async (_missing, shorter) => {
      expect(await runBehind(client, name, shorter)).not.toEqual(expected)
    })
  })

  it.each([
    ['connect', combine(connect, grpcWeb)],
    ['grpcWeb', combine(connect, grpcWeb)],
    ['mcp', combine(tracing.w3c, mcp)],
    ['tracing.w3c', combine(tracing.w3c, mcp)],
  ] as const)('%s works with a policy for two protocols', async (name, lists) => {
    const client = await compileClient(PROTOCOLS[name][0])
    expect(await runBehind(client, name, lists)).toEqual(await runAtHome(client, name))
  })
})
