import { CALLS } from '../../calls/calls.ts'
import type { Result } from '../../calls/judge.ts'
import { API, make } from './api.ts'
import { createCard } from './card.ts'
import { byId } from './element.ts'
import { showProgress, showSummary } from './summary.ts'

const again = byId<HTMLButtonElement>('again')
const cards = CALLS.map(createCard)

byId('page-origin').textContent = location.origin
byId('api-origin').textContent = API
byId('calls').append(...cards.map(({ item }) => item))
again.addEventListener('click', run)
void run()

/** Makes one call after the other, so that the browser's console lists them in the order of the page. */
async function run(): Promise<void> {
  again.disabled = true
  for (const card of cards) card.clear()
  const results: Result[] = []
  for (const { call, show } of cards) {
    showProgress(results.length, cards.length)
    // oxlint-disable-next-line no-await-in-loop
    const result = await make(call)
    show(result)
    results.push(result)
  }
  showSummary(results)
  again.disabled = false
}
