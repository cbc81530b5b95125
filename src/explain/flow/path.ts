import { getHeader } from '../../browser/terms/header-list.ts'
import type { Step } from '../../browser/outcome/step.ts'
import { type Exchange, exchangesOf, type Inquiry, stepsOf } from '../inquiry/index.ts'

/** The paths of a request through the flow charts: one of the browser, and one of the server for each exchange. */
export function flowPaths(inquiry: Inquiry, isReadable: boolean): string[][] {
  const browser: string[] = []
  for (const step of stepsOf(inquiry)) {
    for (const node of nodesOf(step, browser.at(-1))) if (node !== browser.at(-1)) browser.push(node)
  }
  browser.push(inquiry.failure ? 'b-blocked' : isReadable ? 'b-readable' : 'b-opaque')
  return [browser, ...exchangesOf(inquiry).map(serverPath)]
}

function nodesOf({ id, passed }: Step, last: string | undefined): string[] {
  switch (id) {
    case 'same-origin-shortcut':
      return ['b-same-origin', ...(passed ? [] : ['b-mode'])]
    case 'classify-request':
      return ['b-unsafe']
    case 'preflight-cache-lookup':
      return ['b-cache']
    case 'preflight-request':
      return ['b-preflight']
    case 'preflight-cors-check':
      return ['b-answer']
    case 'actual-request':
      // On the page's own origin, and without CORS, the chart goes straight to the end.
      return last === 'b-same-origin' || last === 'b-mode' ? [] : ['b-actual']
    case 'cors-check':
      return ['b-check', ...(passed ? ['b-redirect'] : [])]
    default:
      return []
  }
}

function serverPath({ headers, response, isPreflight, isForbidden }: Exchange): string[] {
  const origin = getHeader(headers, 'origin')
  if (origin === null) return ['s-origin', isForbidden ? 's-forbidden' : 's-plain']
  const allowed = getHeader(response?.headers ?? [], 'access-control-allow-origin')
  const isAllowed = allowed === '*' || allowed === origin
  if (isPreflight) return ['s-origin', 's-preflight', 's-preflight-origin', isAllowed ? 's-lists' : 's-nothing']
  const rest = isForbidden ? ['s-forbidden'] : ['s-run', 's-actual-origin', isAllowed ? 's-shared' : 's-unshared']
  return ['s-origin', 's-preflight', 's-enforce', ...rest]
}
