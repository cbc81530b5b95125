import { browserTracingIntegration, init, startSpan } from '@sentry/browser'

export async function run({ api, step }) {
  init({
    dsn: 'https://key@sentry.example/1',
    integrations: [browserTracingIntegration()],
    tracesSampleRate: 1,
    tracePropagationTargets: [api],
    transport: () => ({ send: async () => ({}), flush: async () => true }),
  })
  await startSpan({ name: 'page' }, async () => {
    await step('fetch', async () => (await fetch(`${api}/traced`)).json())
    await step('XMLHttpRequest', () => {
      const request = new XMLHttpRequest()
      request.open('GET', `${api}/traced`)
      return new Promise((resolve, reject) => {
        request.addEventListener('load', () => resolve(JSON.parse(request.responseText)))
        request.addEventListener('error', () => reject(new TypeError('The request failed')))
        request.send()
      })
    })
  })
}
