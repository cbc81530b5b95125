// django/from-django.ts reads the settings in the order of its calls. regex/judge.ts says what an expression means.
// packages/from-hono.ts is the shortest of the others.
export { DJANGO_DUMP } from './django/dump.ts'
export { type DjangoFacts, type DjangoImport, fromDjango } from './django/from-django.ts'
export { type ExpressOptions, fromExpress, type MixedOrigin } from './packages/from-express.ts'
export { type FastifyOptions, fromFastify } from './packages/from-fastify.ts'
export { fromHono, type HonoOptions } from './packages/from-hono.ts'
export { fromItty, type IttyFacts, type IttyOptions } from './packages/from-itty.ts'
export { fromSpring, type SpringConfiguration } from './packages/from-spring.ts'
export type {
  PackageImport,
  PackageNote,
  PackageNoteCode,
  PackageRefusal,
  PackageRefusalCode,
} from './packages/source.ts'
export type { ImportFinding, ImportNote, ImportRefusal, NoteCode, RefusalCode } from './finding.ts'
