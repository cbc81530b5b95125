/** Allows an origin of a tenant: `deno run -A --unstable-kv allow.ts acme https://shop.acme.example` */
/// <reference lib="deno.unstable" />
import { parseOrigins } from 'corsage'

const [tenant, text = ''] = Deno.args
const [origin] = parseOrigins(text)
if (!tenant || !origin) throw new Error('The arguments are a tenant and an origin')

const kv = await Deno.openKv(Deno.env.get('ORIGINS') ?? 'origins.db')
await kv.set(['origins', tenant, origin], true)
kv.close()
