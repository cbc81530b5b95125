import { describe, expect, test } from 'vitest'
import { CODES } from '../../../src/cli/probe/codes.ts'
import { cors } from '../../../src/index.ts'
import { readText } from '../../package/project.ts'
import { BROKEN } from './broken-servers.ts'
import { codesOf, probeServer } from './probe.ts'

const FAILING = /^(critical|high|medium) /
/** Whether the own OPTIONS of the application is meant is not what these servers are about. */
const isMeant = (code: string): boolean => code !== 'info options-swallowed'

describe('a server that', () => {
  test.each(Object.entries(BROKEN))('%s', async (_name, [listener, codes, words]) => {
    const { probed, status, received, told } = await probeServer(listener, words)
    expect(codesOf(probed).filter(isMeant)).toEqual(codes)
    expect(status).toBe(codes.some((code) => FAILING.test(code)) ? 1 : 0)
    expect(probed.requests).toEqual({ announced: received, sent: received })
    expect(told).toContain(`Sending ${received} requests`)
    expect(received).toBeLessThanOrEqual(60)
    expect(() => cors(probed.policy.options)).not.toThrow()
  })
})

test('every finding has a server that has it', () => {
  const found = new Set(Object.values(BROKEN).flatMap(([, codes]) => codes.map((code) => code.split(' ')[1])))
  const layers = readText('test/cli/probe/layers.txt')
  const rest = Object.keys(CODES).filter((code) => !found.has(code) && !layers.includes(` ${code}`))
  expect(rest).toEqual([])
})

test('docs/probe.md has a section for every finding', () => {
  const sections = Array.from(readText('docs/probe.md').matchAll(/^### (.+)$/gm), ([, title]) => title)
  expect(new Set(sections)).toEqual(new Set(Object.keys(CODES)))
  expect(sections).toHaveLength(Object.keys(CODES).length)
})
