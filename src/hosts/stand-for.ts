import { unpolluted } from '../runtime/unpolluted.ts'

/**
 * Adds the members of an app to an object that stands for it. Members that the object already has replace those of the
 * app. All others are read and written in the app when they are used: frameworks replace their members, some getters
 * must not run early, and methods share their state. Inherited methods are called with the app as `this`, because only
 * the app has its private fields.
 *
 * `listen()` of the app is refused, because it would start a server with the app's own `fetch`.
 */
export function standFor<Members extends object>(app: object, members: Members): Members {
  let owner: object | null = app
  do {
    const isInherited = owner !== app
    for (const name of Reflect.ownKeys(owner))
      if (!Object.hasOwn(members, name))
        Object.defineProperty(
          members,
          name,
          unpolluted({
            enumerable: true,
            get: () => {
              const member: unknown = Reflect.get(app, name)
              if (typeof member !== 'function') return member
              if (name === 'listen') return refuseToListen
              return isInherited ? member.bind(app) : member
            },
            set: (value: unknown) => Reflect.set(app, name, value),
          }),
        )
    owner = Object.getPrototypeOf(owner)
    // Up to `Object.prototype` or `Function.prototype`, also those of another realm.
  } while (owner && typeof owner === 'object' && Object.getPrototypeOf(owner))
  return members
}

function refuseToListen(): never {
  throw new TypeError(
    'listen() would serve the app without the policy, expected a server that calls fetch(), or corsage/elysia',
  )
}
