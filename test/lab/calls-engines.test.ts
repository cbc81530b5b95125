import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { BROWSERS, type Display, openDisplay, openPage, type OpenPage } from '../engines/driver/browsers.ts'
import { installedEngines } from '../engines/driver/installed.ts'
import { type CallsProxy, startCallsProxy } from './calls-proxy.ts'

describe.each(installedEngines())('Real calls in %s', (name) => {
  let proxy: CallsProxy
  let display: Display | undefined
  let page: OpenPage

  beforeAll(async () => {
    proxy = await startCallsProxy(inject('lab').api)
    const engine = BROWSERS[name]
    display = engine.needsDisplay ? await openDisplay() : undefined
    page = openPage(engine, engine.find()!, `${proxy.page}/warm`, display)
  })
  afterAll(async () => {
    await page?.close()
    await display?.close()
    proxy?.close()
  })

  test('the browser does what the model says, call by call', async () => {
    const { value } = await Promise.race([proxy.reports.next(), page.ended])
    expect(value).toMatchObject({
      model: '18 of 18 calls: your browser did what the model said',
      decide: '18 of 18 calls: the browser did what decide() said',
      profile: name,
      bad: [],
    })
    expect(value.report).toContain('There is no difference.')
  })

  test('the report says where the browser does something else', async () => {
    const { value } = await Promise.race([proxy.reports.next(), page.ended])
    expect(value).toMatchObject({
      model: '16 of 18 calls: your browser did what the model said',
      decide: '16 of 18 calls: the browser did what decide() said',
      bad: ['method', 'public'],
    })
    expect(value.report).toContain('## A public API (`public`)')
    expect(value.report).toContain('- Result: browser `blocked by the browser`, model `read by the page`')
    expect(value.report).toContain(`browser \`DELETE /orders/7, Origin ${proxy.page}, answer 204, the handler ran\``)
    expect(value.report).toContain('model `not sent`')
  })
})
