import { buildSchema, graphql } from 'graphql'

const schema = buildSchema('type Query { hello: String } type Mutation { write(text: String!): String }')
const rootValue = { hello: 'Hello', write: ({ text }) => `Wrote ${text}` }
const TYPE = 'application/graphql-response+json'

/** GraphQL over HTTP, with persisted queries and batches as Apollo's servers know them. */
export function createServer() {
  const persisted = new Map()
  const answer = async ({ query, variables, extensions }) => {
    const hash = extensions?.persistedQuery?.sha256Hash
    if (hash && query) persisted.set(hash, query)
    const source = query ?? persisted.get(hash)
    if (!source)
      return { errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] }
    return graphql({ schema, rootValue, source, variableValues: variables })
  }
  return async (request) => {
    const { searchParams } = new URL(request.url)
    const isGet = request.method === 'GET'
    const asked = isGet ? readQuery(searchParams) : await request.json()
    const result = Array.isArray(asked) ? await Promise.all(asked.map(answer)) : await answer(asked)
    return Response.json(result, { headers: { 'content-type': Array.isArray(asked) ? 'application/json' : TYPE } })
  }
}

function readQuery(parameters) {
  const read = (name) => JSON.parse(parameters.get(name) || 'null') ?? undefined
  return { query: parameters.get('query') ?? undefined, variables: read('variables'), extensions: read('extensions') }
}
