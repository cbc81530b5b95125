import type { JsonSchema } from '../command/command.ts'

const text: JsonSchema = { type: 'string' }
const texts: JsonSchema = { type: 'array', items: text }

/** A schema of an object that has all of these members, and no other except the optional ones. */
export function objectSchema(members: JsonSchema, optional: JsonSchema = {}): JsonSchema {
  return {
    type: 'object',
    properties: { ...members, ...optional },
    required: Object.keys(members),
    additionalProperties: false,
  }
}

const FINDING_MEMBERS: JsonSchema = {
  rule: { type: 'string', description: 'A rule of docs/audit.md, or a code of docs/refusals.md' },
  severity: { enum: ['error', 'high', 'medium', 'low', 'info'] },
  checklist: { type: 'integer', minimum: 1, maximum: 6 },
  path: { type: 'array', items: { type: ['string', 'integer'] } },
  message: text,
  fix: text,
  references: texts,
}

const FINDING_OPTIONAL: JsonSchema = {
  rows: texts,
  witness: { type: 'string', description: 'An origin that is allowed' },
}

/** A finding of `audit()`. */
export const FINDINGS_SCHEMA: JsonSchema = { type: 'array', items: objectSchema(FINDING_MEMBERS, FINDING_OPTIONAL) }

/** A change of `diff()`. */
export const CHANGES_SCHEMA: JsonSchema = {
  type: 'array',
  items: objectSchema(FINDING_MEMBERS, {
    ...FINDING_OPTIONAL,
    request: objectSchema({ method: text, headers: { type: 'object', additionalProperties: text } }, { url: text }),
  }),
}

/** Where a policy comes from. */
export const SOURCE_SCHEMA: JsonSchema = objectSchema(
  { file: { type: 'string', description: 'The path from the current folder; stdin is standard input' } },
  { export: { type: 'string', description: 'The export of the module; missing for JSON' } },
)

/** The member of a result that says where its policy comes from. */
export const SOURCE_MEMBER: JsonSchema = { source: SOURCE_SCHEMA }

/** A difference between what was read and what is written. */
export const NOTES_SCHEMA: JsonSchema = {
  type: 'array',
  items: objectSchema(
    { code: text, message: text },
    {
      setting: text,
      index: { type: 'integer' },
      meant: {},
      witness: text,
      nearest: texts,
    },
  ),
}
