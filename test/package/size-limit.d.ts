/** Size Limit has no types for its programming interface. */
declare module 'size-limit' {
  interface Check {
    readonly path: readonly string[]
    readonly files: readonly string[]
    readonly import: Readonly<Record<string, string>>
    readonly gzip: boolean
  }
  export default function sizeLimit(
    plugins: readonly object[],
    config: { readonly checks: readonly Check[] },
  ): Promise<{ readonly size: number }[]>
}
declare module '@size-limit/esbuild' {
  const plugins: readonly object[]
  export default plugins
}
declare module '@size-limit/file' {
  const plugins: readonly object[]
  export default plugins
}
