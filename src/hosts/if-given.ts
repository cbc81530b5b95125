/**
 * Rules out a signature unless its type argument is written, as in `withCors<Env>(…)`. TypeScript infers all type
 * arguments or none, so such a signature checks options less than the others do, and no other call may fall into it.
 */
export type IfGiven<Argument, Type> = [Argument] extends [never] ? never : NoInfer<Type>
