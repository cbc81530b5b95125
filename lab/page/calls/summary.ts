import { judge, type Result } from '../../calls/judge.ts'
import { API } from './api.ts'
import { byId } from './element.ts'

const summary = byId('summary')
const text = byId('summary-text')
const more = byId('summary-more')

export function showProgress(done: number, all: number): void {
  summary.dataset['state'] = 'running'
  // This text does not change with every call, because a screen reader would read out each change.
  text.textContent = 'Calling…'
  more.textContent = `${done} of ${all} calls done`
  more.hidden = false
}

export function showSummary(results: readonly Result[]): void {
  const verdicts = results.map(judge)
  const agreeing = verdicts.filter(({ agrees }) => agrees).length
  const isFine = agreeing === results.length && verdicts.every(({ surprises }) => !surprises.length)
  summary.dataset['state'] = isFine ? 'good' : 'bad'
  text.textContent = `${agreeing} of ${results.length} calls: the browser did what decide() said`
  more.textContent = remark(results)
  more.hidden = !more.textContent
}

function remark(results: readonly Result[]): string {
  if (results.every(({ exchanges }) => !exchanges.length)) {
    return `The API at ${API} does not answer. Is “npm start” still running?`
  }
  const verdicts = results.map((result) => ({ ...judge(result), title: result.call.title }))
  const surprising = verdicts.filter(({ agrees, surprises }) => !agrees || surprises.length)
  if (surprising.length) return `Not as expected: ${surprising.map(({ title }) => `“${title}”`).join(', ')}`
  const reserved = verdicts.filter(({ isAboutCredentials }) => isAboutCredentials)
  if (reserved.length) {
    return `Except for the credentials of ${reserved.map(({ title }) => `“${title}”`).join(', ')}: the page chooses them, and no request shows the choice.`
  }
  return ''
}
