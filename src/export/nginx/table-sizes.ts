import type { Plans } from '../plans.ts'

/**
 * Writes the sizes of nginx's tables, if its own are too small: they have room for about half as many strings, and for
 * strings of 46 bytes (nginx 1.22).
 */
export function sizesFor({ plans }: Plans, maps: readonly string[]): string[] {
  const lists = plans.map(({ origins }) => origins.exact)
  const variables = maps.flatMap((one) => /^(?:map|geo) .*\$(\w+) \{$/m.exec(one)?.[1] ?? [])
  return [
    ...sizesOf('map_hash', Math.max(...lists.map((origins) => origins.length)), 1024, lists.flat()),
    // nginx has about 150 variables of its own, and a table for 1024.
    ...sizesOf('variables_hash', variables.length, 80, variables),
  ]
}

function sizesOf(table: string, count: number, most: number, strings: readonly string[]): string[] {
  const longest = strings.reduce((length, text) => Math.max(length, text.length), 0)
  return [
    ...(count > most ? [`${table}_max_size ${2 ** Math.max(11, Math.ceil(Math.log2(count * 2)))};`] : []),
    // With smaller buckets, nginx warns of many strings.
    ...(count > most || longest > 46 ? [`${table}_bucket_size ${count > most || longest > 110 ? 512 : 128};`] : []),
  ]
}
