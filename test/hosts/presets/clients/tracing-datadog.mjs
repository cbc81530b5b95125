/* oxlint-disable no-await-in-loop -- one call after the other */
import { datadogRum } from '@datadog/browser-rum'

export async function run({ api, step }) {
  datadogRum.init({
    applicationId: '00000000-0000-0000-0000-000000000000',
    clientToken: 'token',
    site: 'datadoghq.eu',
    service: 'page',
    sessionSampleRate: 100,
    traceSampleRate: 100,
    allowedTracingUrls: [api],
    sessionPersistence: 'memory',
    proxy: () => 'about:blank',
  })
  for (let tries = 0; !datadogRum.getInternalContext() && tries < 1000; tries++)
    await new Promise((wake) => setTimeout(wake, 2))
  await step('fetch', async () => (await fetch(`${api}/traced`)).json())
}
