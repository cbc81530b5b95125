/** A box of a chart: a question, an action, or an end. */
export interface FlowNode {
  /** Unique among all charts. */
  readonly id: string
  readonly kind: 'question' | 'action' | 'good' | 'bad'
  readonly text: string
}

/** An arrow between two nodes of a chart. */
export interface FlowEdge {
  readonly from: string
  readonly to: string
  /** The answer to the question in the node that it comes from. */
  readonly label?: string
}

export interface FlowChart {
  readonly id: 'browser' | 'server'
  readonly title: string
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
}

/**
 * The two halves of CORS as flow charts: what a browser decides (https://fetch.spec.whatwg.org/#concept-main-fetch), and
 * what a server with a policy of Corsage does. A path is in `explanation.paths`.
 */
export const FLOW_CHARTS: readonly FlowChart[] = [
  {
    id: 'browser',
    title: 'When does the browser send a preflight, and when can the page read?',
    nodes: [
      { id: 'b-same-origin', kind: 'question', text: 'Same origin as the page?' },
      { id: 'b-mode', kind: 'question', text: 'Which mode has the call?' },
      {
        id: 'b-unsafe',
        kind: 'question',
        text: 'Method other than GET, HEAD, POST, or a header that is not safelisted?',
      },
      { id: 'b-cache', kind: 'question', text: 'Covered by an earlier preflight?' },
      { id: 'b-preflight', kind: 'action', text: 'Send the preflight (OPTIONS)' },
      { id: 'b-answer', kind: 'question', text: 'Origin, status, method and headers allowed?' },
      { id: 'b-actual', kind: 'action', text: 'Send the request' },
      { id: 'b-check', kind: 'question', text: 'Does the response allow the origin?' },
      { id: 'b-redirect', kind: 'question', text: 'A redirect?' },
      { id: 'b-readable', kind: 'good', text: 'The page reads the response' },
      { id: 'b-opaque', kind: 'bad', text: 'The request is sent, but the page can read nothing' },
      { id: 'b-blocked', kind: 'bad', text: 'Blocked: the page gets a network error' },
    ],
    edges: [
      { from: 'b-same-origin', to: 'b-readable', label: 'yes' },
      { from: 'b-same-origin', to: 'b-mode', label: 'no' },
      { from: 'b-mode', to: 'b-opaque', label: 'no-cors' },
      { from: 'b-mode', to: 'b-blocked', label: 'same-origin, or not http' },
      { from: 'b-mode', to: 'b-unsafe', label: 'cors' },
      { from: 'b-unsafe', to: 'b-actual', label: 'no' },
      { from: 'b-unsafe', to: 'b-cache', label: 'yes' },
      { from: 'b-cache', to: 'b-actual', label: 'yes' },
      { from: 'b-cache', to: 'b-preflight', label: 'no' },
      { from: 'b-preflight', to: 'b-answer', label: 'response' },
      { from: 'b-preflight', to: 'b-blocked', label: 'no response' },
      { from: 'b-answer', to: 'b-actual', label: 'yes' },
      { from: 'b-answer', to: 'b-blocked', label: 'no' },
      { from: 'b-actual', to: 'b-check', label: 'response' },
      { from: 'b-actual', to: 'b-blocked', label: 'no response' },
      { from: 'b-check', to: 'b-redirect', label: 'yes' },
      { from: 'b-check', to: 'b-blocked', label: 'no' },
      { from: 'b-redirect', to: 'b-same-origin', label: 'yes' },
      { from: 'b-redirect', to: 'b-blocked', label: 'yes, but not allowed' },
      { from: 'b-redirect', to: 'b-readable', label: 'no' },
    ],
  },
  {
    id: 'server',
    title: 'What does the server answer?',
    nodes: [
      { id: 's-origin', kind: 'question', text: 'Does the request have an Origin?' },
      { id: 's-plain', kind: 'action', text: 'The application answers' },
      { id: 's-preflight', kind: 'question', text: 'OPTIONS with Access-Control-Request-Method?' },
      { id: 's-preflight-origin', kind: 'question', text: 'Origin allowed?' },
      {
        id: 's-lists',
        kind: 'good',
        text: '204 with the origin and the lists of methods and headers, which the browser compares',
      },
      { id: 's-nothing', kind: 'bad', text: '204 without CORS headers' },
      { id: 's-enforce', kind: 'question', text: 'Does enforce refuse it?' },
      { id: 's-forbidden', kind: 'bad', text: '403, and the application does not run' },
      { id: 's-run', kind: 'action', text: 'The application answers' },
      { id: 's-actual-origin', kind: 'question', text: 'Origin allowed?' },
      { id: 's-shared', kind: 'good', text: 'Response with CORS headers' },
      { id: 's-unshared', kind: 'bad', text: 'Response without CORS headers' },
    ],
    edges: [
      { from: 's-origin', to: 's-plain', label: 'no' },
      { from: 's-origin', to: 's-forbidden', label: 'no, and enforce refuses it' },
      { from: 's-origin', to: 's-preflight', label: 'yes' },
      { from: 's-preflight', to: 's-preflight-origin', label: 'yes' },
      { from: 's-preflight-origin', to: 's-lists', label: 'yes' },
      { from: 's-preflight-origin', to: 's-nothing', label: 'no' },
      { from: 's-preflight', to: 's-enforce', label: 'no' },
      { from: 's-enforce', to: 's-forbidden', label: 'yes' },
      { from: 's-enforce', to: 's-run', label: 'no' },
      { from: 's-run', to: 's-actual-origin' },
      { from: 's-actual-origin', to: 's-shared', label: 'yes' },
      { from: 's-actual-origin', to: 's-unshared', label: 'no' },
    ],
  },
]
