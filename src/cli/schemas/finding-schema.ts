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

/** The members that say where a policy is. */
export const FILE_MEMBERS: JsonSchema = {
  file: { type: 'string', description: 'The path as it was typed; - is standard input' },
}

export const EXPORT_MEMBER: JsonSchema = {
  export: { type: 'string', description: 'The export of the module; missing for JSON' },
}

/** A finding of `audit()`. */
export const FINDING_SCHEMA: JsonSchema = objectSchema(
  {
    rule: { type: 'string', description: 'A rule of docs/audit.md, or a code of docs/refusals.md' },
    severity: { enum: ['error', 'high', 'medium', 'low', 'info'] },
    checklist: { type: 'integer', minimum: 1, maximum: 6 },
    path: { type: 'array', items: { type: ['string', 'integer'] } },
    message: text,
    fix: text,
    references: texts,
  },
  { rows: texts, witness: { type: 'string', description: 'An origin that the policy allows and should not' } },
)
