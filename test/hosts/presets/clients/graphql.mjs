import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { BatchHttpLink } from '@apollo/client/link/batch-http'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { Client, fetchExchange } from '@urql/core'
import { GraphQLClient } from 'graphql-request'

const QUERY = '{ hello }'
const FAULTY = '{ missing }'
const WRITE = 'mutation Write($text: String!) { write(text: $text) }'

export async function run({ api, step }) {
  const url = `${api}/graphql`
  await byGraphqlRequest(url, (name, act) => step(`graphql-request: ${name}`, act))
  await byApollo(url, (name, act) => step(`Apollo Client: ${name}`, act))
  await byUrql(url, (name, act) => step(`urql: ${name}`, act))
}

async function byGraphqlRequest(url, step) {
  const client = new GraphQLClient(url)
  await step('query', () => client.request(QUERY))
  await step('mutation', () => client.request(WRITE, { text: 'a' }))
  await step('query by GET', () => new GraphQLClient(url, { method: 'GET', jsonSerializer: JSON }).request(QUERY))
  await step('error', () => client.request(FAULTY).catch(({ response }) => [response.status, response.errors]))
}

async function byApollo(url, step) {
  const make = (link) => new ApolloClient({ cache: new InMemoryCache(), link })
  const client = make(new HttpLink({ uri: url }))
  const text = { variables: { text: 'b' } }
  await step('query', async () => (await client.query({ query: gql(QUERY) })).data)
  await step('mutation', async () => (await client.mutate({ mutation: gql(WRITE), ...text })).data)
  const get = make(new HttpLink({ uri: url, useGETForQueries: true }))
  await step('query by GET', async () => (await get.query({ query: gql(QUERY) })).data)
  const sha256 = async (query) => {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(query))
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
  const hashed = new PersistedQueryLink({ sha256, useGETForHashedQueries: true })
  await step('persisted query', async () => {
    const persisted = make(hashed.concat(new HttpLink({ uri: url })))
    const options = { query: gql(QUERY), fetchPolicy: 'network-only' }
    await persisted.query(options)
    return (await persisted.query(options)).data
  })
  await step('error', () => client.query({ query: gql(FAULTY) }).catch(({ message }) => message))
  const batch = make(new BatchHttpLink({ uri: url }))
  await step('batch', async () => (await batch.query({ query: gql(QUERY) })).data)
}

async function byUrql(url, step) {
  const make = (preferGetMethod) => new Client({ url, exchanges: [fetchExchange], preferGetMethod })
  await step('query', async () => (await make(false).query(QUERY, {})).data)
  await step('mutation', async () => (await make(false).mutation(WRITE, { text: 'c' })).data)
  await step('query by GET', async () => (await make(true).query(QUERY, {})).data)
  await step('error', async () => (await make(false).query(FAULTY, {})).error?.message)
}
