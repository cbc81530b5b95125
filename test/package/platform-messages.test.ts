import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  ExportError,
  type ExportedFiles,
  toApiGateway,
  toAzureBlob,
  toEnvoy,
  toGatewayApi,
  toGcs,
  toR2,
  toS3,
} from '../../src/export/index.ts'
import { type CorsOptions, type CorsPolicy, cors } from '../../src/index.ts'
import { ROOT } from './project.ts'

const LONG = `https://*.${'a'.repeat(54)}.example`
const MANY = Array.from({ length: 2000 }, (_, at) => `https://a${at}.example`)

/** Policies that show every message between them. */
const GIVEN: readonly CorsOptions[] = [
  { origin: () => true, dangerouslyReflectHeaders: true, enforce: true, timingAllowOrigin: true },
  { origin: '*', cookieless: true, allowMethods: ['*'], allowHeaders: ['*', 'x-*'], exposeHeaders: ['*', 'x-*'] },
  { origin: '*', allowHeaders: ['*', 'authorization'], maxAge: 600 },
  { origin: [], allowMethods: ['PURGE'], maxAge: 0 },
  { origin: [LONG, 'app://localhost'], dangerouslyAllowNullOrigin: true, exposeHeaders: ['etag'] },
  { origin: MANY, credentials: true, allowHeaders: MANY.slice(0, 65).map((_, at) => `x-${at}`) },
  { origin: ['https://*.example.com'], credentials: true },
  { origin: ['https://app.example.com'], maxAge: 600 },
]

function messagesOf(exporter: (policy: CorsPolicy) => ExportedFiles, options: CorsOptions): string[] {
  const write = ({ code, message }: { readonly code: string; readonly message: string }): string =>
    `${code}: ${message}`
  try {
    return exporter(cors(options)).notes.map(write)
  } catch (error) {
    if (error instanceof ExportError) return error.issues.map(write)
    throw error
  }
}

// Read the file as a user would before you accept a change: `npm run test:package -- -u`.
test('all messages about platforms are as they were reviewed', async () => {
  const exporters = { toS3, toR2, toGcs, toAzureBlob, toApiGateway, toEnvoy, toGatewayApi }
  const sections = Object.entries(exporters).map(([name, exporter]) => {
    const messages = new Set(GIVEN.flatMap((options) => messagesOf(exporter, options)))
    return `# ${name}()\n\n${[...messages].join('\n')}\n`
  })
  await expect(sections.join('\n')).toMatchFileSnapshot(join(ROOT, 'test/package/platform-messages.txt'))
})
