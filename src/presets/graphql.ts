import { freeze, type PresetFacts, type PresetWith } from './preset.ts'

/**
 * Pages that query a GraphQL API over HTTP, also by GET, as persisted queries do.
 *
 * Not covered: forged requests, and headers of one client. See `presets.graphql.notCovered`.
 *
 * @see https://graphql.github.io/graphql-over-http/draft/
 */
export const graphql: PresetWith<'allowMethods' | 'allowHeaders'> = /* @__PURE__ */ freeze({
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['content-type'],
})

export const GRAPHQL_FACTS: PresetFacts = {
  preset: graphql,
  protocol: 'GraphQL over HTTP',
  version: 'draft, stage 2',
  source: 'https://graphql.github.io/graphql-over-http/draft/',
  clients: ['graphql-request', '@apollo/client', '@urql/core'],
  notCovered: [
    'Another site can send a GET, or a POST of a form or a file, without a preflight. Refuse mutations by GET, and other content types than `application/json`, or protect the server with `corsage/csrf`.',
    'Some servers ask for `apollo-require-preflight` or `x-apollo-operation-name`. List the one that your pages send.',
    'The option `clientAwareness` of Apollo Client sends `apollographql-client-name` and `apollographql-client-version`. List them.',
    'Your own headers, such as `authorization`. List them.',
    'Subscriptions over a WebSocket, to which CORS does not apply. The server has to check `Origin`.',
  ],
}
