import { createClient, FunctionsRelayError } from '@supabase/supabase-js'

/** The part of an answer that says how a call went. */
const dataOf = ({ data, error }) => {
  if (error) throw error
  return data
}

export async function run({ api, step }) {
  const auth = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false }
  const client = createClient(api, 'publishable-key', { auth, db: { retry: false } })
  await useTables(client, (name, act) => step(`tables: ${name}`, act))
  await useFunctions(client.functions, (name, act) => step(`functions: ${name}`, act))
  await useStorage(client.storage.from('photos'), (name, act) => step(`storage: ${name}`, act))
  await useAuth(client.auth, (name, act) => step(`auth: ${name}`, act))
}

async function useTables(client, step) {
  const flowers = client.from('flowers')
  await step('select', async () => dataOf(await flowers.select()))
  await step('select one', async () => dataOf(await flowers.select().eq('id', 1).single()))
  await step('count', async () => (await flowers.select('*', { count: 'exact', head: true })).count)
  await step('page', async () => (await flowers.select('*', { count: 'exact' }).range(0, 9)).count)
  await step('insert', async () => dataOf(await flowers.insert({ name: 'rose' }).select()))
  await step('upsert', async () => dataOf(await flowers.upsert({ id: 1, name: 'rose' }).select()))
  await step('update', async () => dataOf(await flowers.update({ name: 'rose' }).eq('id', 1).select()))
  await step('delete', async () => (await flowers.delete().eq('id', 1)).status)
  await step('call', async () => dataOf(await client.rpc('water', { liters: 1 })))
  const other = client.schema('other').from('flowers')
  await step('select in a schema', async () => dataOf(await other.select()))
  await step('insert in a schema', async () => dataOf(await other.insert({ name: 'rose' }).select()))
  // The answer says `Retry-After: 0`. A client that cannot read it wants to wait for a second.
  await step('retry', async () => {
    const waits = []
    const { setTimeout } = globalThis
    globalThis.setTimeout = (act, delay) => setTimeout(act, 0, waits.push(delay))
    const answer = await client.from('busy').select().retry(true)
    globalThis.setTimeout = setTimeout
    return [dataOf(answer), waits]
  })
}

async function useFunctions(functions, step) {
  await step('invoke', async () => dataOf(await functions.invoke('hello', { body: { name: 'Ada' } })))
  await step('region', async () => dataOf(await functions.invoke('hello', { body: {}, region: 'eu-west-1' })))
  await step('relay', async () => (await functions.invoke('relay')).error instanceof FunctionsRelayError)
}

async function useStorage(bucket, step) {
  const bytes = new TextEncoder().encode('bytes')
  const options = { contentType: 'image/png', metadata: { by: 'Ada' }, contentEncoding: 'identity' }
  await step('upload', async () => dataOf(await bucket.upload('a.png', bytes, options)).path)
  await step('upload a blob', async () => dataOf(await bucket.upload('b.png', new Blob([bytes]))).path)
  await step('replace', async () => dataOf(await bucket.update('a.png', bytes, options)).path)
  await step('download', async () => dataOf(await bucket.download('a.png')).text())
  await step('exists', async () => dataOf(await bucket.exists('a.png')))
  await step('list', async () => dataOf(await bucket.list()))
  await step('remove', async () => dataOf(await bucket.remove(['a.png'])))
}

async function useAuth(auth, step) {
  const failing = { email: 'ada@example.com', password: 'wrong' }
  await step('a wrong password', async () => (await auth.signInWithPassword(failing)).error?.code)
  const right = { ...failing, password: 'right' }
  await step('sign in', async () => dataOf(await auth.signInWithPassword(right)).user.id)
  await step('the user', async () => dataOf(await auth.getUser()).user.id)
  await step('change the user', async () => dataOf(await auth.updateUser({ data: { name: 'Ada' } })).user.id)
  await step('sign out', async () => dataOf({ data: 'out', ...(await auth.signOut()) }))
}
