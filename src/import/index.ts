// from-django.ts reads the settings in the order of its calls. regex/judge.ts says what an expression means.
export { DJANGO_DUMP } from './django/dump.ts'
export { type DjangoFacts, type DjangoImport, fromDjango } from './django/from-django.ts'
export type { ImportFinding, ImportNote, ImportRefusal, NoteCode, RefusalCode } from './finding.ts'
