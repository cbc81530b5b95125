import type { JsonSchema } from '../command/command.ts'
import { objectSchema } from '../schemas/schemas.ts'

const text: JsonSchema = { type: 'string' }
const texts: JsonSchema = { type: 'array', items: text }

const MEMBERS: JsonSchema = {
  url: { type: 'string', description: 'Without user, password and secret parameters' },
  failed: { type: 'boolean', description: 'Whether a finding is as grave as --fail-on' },
  complete: { type: 'boolean', description: 'Whether the server answered to the end' },
  requests: objectSchema({
    announced: { type: 'integer', description: 'The number that was said before the first request' },
    sent: { type: 'integer' },
  }),
  readers: objectSchema({
    withCookies: { ...texts, description: 'The origins that may read with cookies, of those that were tried' },
    without: texts,
  }),
  findings: {
    type: 'array',
    items: objectSchema(
      {
        code: { type: 'string', description: 'A code of docs/probe.md' },
        severity: { enum: ['critical', 'high', 'medium', 'low', 'info'] },
        impact: { enum: ['exploitable-with-cookies', 'exploitable', 'harmless', 'broken'] },
        message: text,
        fix: text,
        curl: { type: 'string', description: 'A request that shows it, with masked secrets' },
        references: texts,
      },
      { witness: { type: 'string', description: 'The origin of a page that is allowed' } },
    ),
  },
  policy: objectSchema({
    options: { type: 'object', description: 'Options that cors() accepts' },
    notes: { ...texts, description: 'What the options do not say' },
  }),
  notes: { ...texts, description: 'What was not seen, and why' },
}

const OPTIONAL: JsonSchema = {
  cookies: { type: 'string', description: 'Which cookies pages can use, if a finding is exploitable with cookies' },
}

const PROBED: JsonSchema = objectSchema(MEMBERS, OPTIONAL)

const PLANNED: JsonSchema = objectSchema({
  url: text,
  requests: MEMBERS['requests'],
  curl: { ...texts, description: 'The requests that would be sent' },
})

/** The schema of what `corsage probe --json` prints, with `--dry-run` and without. */
export const PROBE_SCHEMA: JsonSchema = { anyOf: [PROBED, PLANNED] }
