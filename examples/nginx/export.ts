/** Run it after each change of the policy: `npm run build && npx node examples/nginx/export.ts` */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toNginx } from 'corsage/export'
import { policy } from './policy.ts'

const { files, notes } = toNginx(policy, { name: 'api' })
for (const [name, text] of Object.entries(files)) writeFileSync(join(import.meta.dirname, name), text)
for (const { code, message } of notes) console.info(`${code}: ${message}`)
