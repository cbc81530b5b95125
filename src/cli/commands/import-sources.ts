/** Software whose settings `corsage/import` reads. */
export interface Source {
  /** The function of `corsage/import`: `fromDjango`. */
  readonly importer: string
  /** The constant of `corsage/import` with the command that prints the settings. */
  readonly dump?: string
  /** Its packages, and what else people call it. */
  readonly alsoCalled: readonly string[]
}

/** The sources, by the names that `--from` takes. A test compares them with the functions of `corsage/import`. */
export const SOURCES: Readonly<Record<string, Source>> = {
  django: { importer: 'fromDjango', dump: 'DJANGO_DUMP', alsoCalled: ['django-cors-headers', 'corsheaders'] },
  express: { importer: 'fromExpress', alsoCalled: ['cors', 'connect', 'nestjs'] },
  fastify: { importer: 'fromFastify', alsoCalled: ['@fastify/cors', 'fastify-cors'] },
  hono: { importer: 'fromHono', alsoCalled: ['hono/cors'] },
  itty: { importer: 'fromItty', alsoCalled: ['itty-router'] },
  spring: { importer: 'fromSpring', alsoCalled: ['spring-boot', 'springboot'] },
}
