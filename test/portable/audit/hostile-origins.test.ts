import { describe, expect, it } from 'vitest'
import { hostileOrigins } from '../../../src/audit/hosts/hostile-origins.ts'
import { suffixFinder } from '../../../src/audit/hosts/suffixes.ts'
import { parseOrigin } from '../../../src/fetch/origin.ts'

function hostileTo(text: string, own: readonly string[] = []): string[] {
  return hostileOrigins(text, own, suffixFinder()).map(([origin]) => origin)
}

function names(count: number, write: (letters: string) => string): string {
  return Array.from({ length: count }, (_, at) => write(`${at}`)).join(' ')
}

describe('hostile origins', () => {
  it('are valid origins if no host is known', () => {
    expect(hostileTo('').filter((origin) => !parseOrigin(origin))).toEqual([])
  })

  it('are made of the hosts that a source names, also in a RegExp', () => {
    expect(hostileTo(String.raw`/^x\dexample\.com$/`)).toContain('https://attackerexample.com')
    expect(hostileTo(String.raw`/(www|App)\.example\.com/`)).toContain('https://app.example.com.attacker.example')
  })

  it('are made of sixteen hosts and four beginnings of names at most', () => {
    const own = ['own.example']
    expect(
      hostileTo(
        names(16, (at) => `h.h${at}.example`),
        own,
      ),
    ).toEqual(
      hostileTo(
        names(15, (at) => `h.h${at}.example`),
        own,
      ),
    )
    expect(
      hostileTo(
        names(15, (at) => `h.h${at}.example`),
        own,
      ),
    ).toContain('https://h.h14.examplex')
    expect(hostileTo(names(5, (at) => `s${at}-*.a.example`))).not.toContain('https://s4-attacker.a.example')
    expect(hostileTo(names(5, (at) => `s${at}-*.a.example`))).toContain('https://s3-attacker.a.example')
  })

  it('never include a host that the source names', () => {
    const text = `${names(16, (at) => `h${at}.example`)} ${names(16, (at) => `h${at}.exampl`)}`
    const named = new Set(text.split(' ').map((host) => `https://${host}`))
    expect(hostileTo(text).filter((origin) => named.has(origin))).toEqual([])
    expect(hostileTo('h0.example')).toContain('https://h0.exampl')
  })

  it('are made of the beginning of a long source', () => {
    expect(hostileTo(`${' '.repeat(9999)}app.example.com`)).toEqual(hostileTo(''))
  })
})
