/** Software whose settings `corsage/import` reads. */
export interface Source {
  /** The function of `corsage/import`: `fromDjango`. */
  readonly importer: string
  /** The constant of `corsage/import` with the command that prints the settings. */
  readonly dump?: string
}

/** The sources, by the names that `--from` takes. A test compares them with the functions of `corsage/import`. */
export const SOURCES: Readonly<Record<string, Source>> = {
  django: { importer: 'fromDjango', dump: 'DJANGO_DUMP' },
  express: { importer: 'fromExpress' },
  fastify: { importer: 'fromFastify' },
  hono: { importer: 'fromHono' },
  itty: { importer: 'fromItty' },
  spring: { importer: 'fromSpring' },
}
