import type { Call } from '../../calls/call.ts'
import { judge, type Result, type Verdict } from '../../calls/judge.ts'
import { describeExchange, describeOutcome, describeSending, expected } from './describe.ts'
import { element } from './element.ts'

/** The list item that shows a call, and the functions that fill it. */
export interface Card {
  readonly call: Call
  readonly item: HTMLElement
  readonly clear: () => void
  readonly show: (result: Result) => void
}

export function createCard(call: Call): Card {
  const verdict = element('p.verdict')
  const sent = element('dl')
  const got = element('dl')
  const said = element('div')
  const item = element(
    'li.call',
    element('div.head', element('h2', call.title), verdict),
    element('p.why', call.why),
    element('p.expected', element('b', 'Expected:'), ` ${expected(call)}`),
    element(
      'div.sides',
      element('section', element('h3', 'Sent'), sent),
      element('section', element('h3', 'Came back'), got),
      element('section', element('h3', 'decide() said'), said),
    ),
  )
  item.dataset['call'] = call.id

  const clear = (): void => {
    item.dataset['state'] = 'waiting'
    verdict.replaceChildren('Waiting…')
    sent.replaceChildren(...describeSending(call))
    got.replaceChildren()
    said.replaceChildren()
  }
  const show = (result: Result): void => {
    const judged = judge(result)
    item.dataset['state'] = judged.agrees && !judged.surprises.length ? 'good' : 'bad'
    item.dataset['outcome'] = result.outcome.kind
    verdict.replaceChildren(...describeVerdict(result, judged))
    sent.replaceChildren(...describeSending(call, result.url))
    got.replaceChildren(...describeOutcome(result))
    said.replaceChildren(...result.exchanges.map((exchange) => describeExchange(call, exchange)))
    if (!result.exchanges.length) said.append(element('p', 'Nothing: no request of this call reached the API.'))
  }
  clear()
  return { call, item, clear, show }
}

function describeVerdict({ outcome }: Result, { agrees, isAboutCredentials, surprises }: Verdict): HTMLElement[] {
  const said = isAboutCredentials ? 'decide() agrees, except for credentials' : 'decide() agrees'
  return [
    element(`span.${outcome.kind}`, outcome.kind === 'read' ? 'Read by the page' : 'Refused by the browser'),
    element(`span.${agrees ? 'good' : 'bad'}`, agrees ? said : 'decide() disagrees'),
    ...surprises.map((surprise) => element('span.bad', surprise)),
  ]
}
