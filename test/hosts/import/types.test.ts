import type { FastifyCorsOptions } from '@fastify/cors'
import type { CorsOptions as ExpressCorsOptions } from 'cors'
import type { cors as honoCors } from 'hono/cors'
import type { CorsOptions as IttyCorsOptions } from 'itty-router-6'
import { expectTypeOf, it } from 'vitest'
import type { ExpressOptions, FastifyOptions, HonoOptions, IttyOptions } from '../../../src/import/index.ts'

it('takes options with the types that the packages declare', () => {
  expectTypeOf<ExpressCorsOptions>().toExtend<ExpressOptions>()
  expectTypeOf<FastifyCorsOptions>().toExtend<FastifyOptions>()
  expectTypeOf<NonNullable<Parameters<typeof honoCors>[0]>>().toExtend<HonoOptions>()
  expectTypeOf<IttyCorsOptions>().toExtend<IttyOptions>()
})
