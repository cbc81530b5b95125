import type { JsonSchema } from '../command/command.ts'
import { objectSchema } from '../schemas/schemas.ts'

const text: JsonSchema = { type: 'string' }
const texts: JsonSchema = { type: 'array', items: text }
const ORIGIN: JsonSchema = { type: 'string', description: 'A serialized origin; null for an opaque one' }

/** An explanation of corsage/explain. */
const EXPLANATION: JsonSchema = {
  ...objectSchema(
    {
      request: objectSchema({
        origin: ORIGIN,
        url: text,
        method: text,
        credentials: { enum: ['omit', 'same-origin', 'include'] },
        profile: { enum: ['spec', 'chromium', 'firefox', 'webkit'] },
      }),
      verdict: objectSchema(
        { readable: { type: 'boolean' }, sentence: text, spec: text },
        {
          code: { type: 'string', description: 'A failure of docs/explain.md' },
          status: { type: 'integer' },
          console: { type: 'object', additionalProperties: text },
        },
      ),
      fixes: {
        type: 'array',
        items: objectSchema(
          { change: { enum: ['policy', 'call', 'server'] }, sentence: text, value: text },
          { options: { type: 'object' }, row: text },
        ),
      },
      warnings: { type: 'array', items: { type: 'object' } },
      steps: { type: 'array', items: { type: 'object' } },
      paths: { type: 'array', items: texts },
    },
    { rows: { type: 'array', items: { type: 'object' } } },
  ),
}

const ENGINE: JsonSchema = { enum: ['chromium', 'firefox', 'webkit'] }

/** What `corsage explain --json` prints: of a call, of messages, or of a recording. */
export const EXPLAIN_SCHEMA: JsonSchema = {
  oneOf: [
    objectSchema({ source: { enum: ['url', 'curl', 'fetch'] }, leftOut: texts, explanation: EXPLANATION }),
    objectSchema({
      source: { const: 'console' },
      messages: {
        type: 'array',
        items: objectSchema(
          {
            engine: ENGINE,
            text,
            codes: { ...texts, description: 'The failures that the message can mean, the most frequent first' },
            meanings: {
              type: 'array',
              items: objectSchema({ code: text, assumed: texts, explanation: EXPLANATION }),
              description: 'The first of them, explained',
            },
          },
          { url: text, redirectedFrom: text, page: ORIGIN, initiator: text, value: text, status: { type: 'integer' } },
        ),
      },
    }),
    objectSchema({
      source: { const: 'har' },
      creator: text,
      profile: { enum: ['spec', 'chromium', 'firefox', 'webkit'] },
      counts: { type: 'object', additionalProperties: { type: 'integer' } },
      calls: {
        type: 'array',
        items: objectSchema(
          {
            url: text,
            method: text,
            entries: { type: 'array', items: { type: 'integer' }, description: 'Positions in the list of entries' },
            status: { type: 'integer' },
            verdict: { enum: ['readable', 'opaque', 'refused', 'unknown'] },
            codes: texts,
            mayBeReadable: { type: 'boolean' },
            missing: { ...texts, description: 'What the recording would have to show to decide' },
            assumes: texts,
            count: { type: 'integer', description: 'How many calls differ only in the query' },
          },
          { page: ORIGIN, error: text, explanation: EXPLANATION },
        ),
      },
    }),
  ],
}
