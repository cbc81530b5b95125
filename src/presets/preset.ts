/** What a protocol asks of a policy: plain data for the options of `cors()`. A list that it does not need is left out. */
export interface Preset {
  readonly allowMethods?: readonly string[]
  readonly allowHeaders?: readonly string[]
  readonly exposeHeaders?: readonly string[]
}

/** A preset that has these lists, so that the compiler notices a list that a spread would overwrite. */
export type PresetWith<List extends keyof Preset> = Required<Pick<Preset, List>>

/** Where a preset comes from, and what is left to do. */
export interface PresetFacts {
  readonly preset: Preset
  /** The name of the protocol. */
  readonly protocol: string
  /** The version of the protocol or, if it has none, the package that defines it and its major version. */
  readonly version: string
  /** The URL of the specification, or of the source of the client. */
  readonly source: string
  /** The packages that the preset is tested with. */
  readonly clients: readonly string[]
  /** What the preset does not cover, in sentences. */
  readonly notCovered: readonly string[]
}

/** Freezes data with everything in it, because all policies of a program share it. */
export function freeze<Data extends object>(data: Data): Data {
  for (const member of Object.values(data) as unknown[]) if (typeof member === 'object' && member) freeze(member)
  return Object.freeze(data)
}
