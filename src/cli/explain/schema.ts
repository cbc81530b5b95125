import type { JsonSchema } from '../command/command.ts'
import { objectSchema } from '../schemas/schemas.ts'

const text: JsonSchema = { type: 'string' }
const integer: JsonSchema = { type: 'integer' }
const list: JsonSchema = { type: 'array', items: { type: 'object' } }
const profile: JsonSchema = { enum: ['spec', 'chromium', 'firefox', 'webkit'] }
const texts: JsonSchema = { type: 'array', items: text }

/** An explanation of corsage/explain. */
const EXPLANATION: JsonSchema = {
  ...objectSchema(
    {
      request: objectSchema({
        origin: text,
        url: text,
        method: text,
        credentials: { enum: ['omit', 'same-origin', 'include'] },
        profile,
      }),
      verdict: objectSchema(
        { readable: { type: 'boolean' }, sentence: text, spec: text },
        {
          code: text,
          status: integer,
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
      warnings: list,
      steps: list,
      paths: { type: 'array', items: texts },
    },
    { rows: list },
  ),
}

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
            engine: profile,
            text,
            codes: texts,
            meanings: {
              type: 'array',
              items: objectSchema({ code: text, assumed: texts, explanation: EXPLANATION }),
            },
          },
          {
            by: text,
            url: text,
            redirectedFrom: text,
            page: text,
            initiator: text,
            value: text,
            status: integer,
            blockedBy: objectSchema({ code: text, sentence: text, way: text, spec: text }),
          },
        ),
      },
    }),
    objectSchema({
      source: { const: 'har' },
      creator: text,
      profile,
      counts: { type: 'object', additionalProperties: integer },
      calls: {
        type: 'array',
        items: objectSchema(
          {
            url: text,
            method: text,
            entries: { type: 'array', items: integer },
            status: integer,
            verdict: { enum: ['readable', 'opaque', 'refused', 'unknown'] },
            codes: texts,
            mayBeReadable: { type: 'boolean' },
            missing: texts,
            assumes: texts,
            count: integer,
          },
          { page: text, error: text, explanation: EXPLANATION },
        ),
      },
    }),
  ],
}
