import { unpolluted } from '../runtime/unpolluted.ts'

/**
 * Adds the members of an app to an object that stands for it. Members that the object already has replace those of the
 * app. All others are read and written in the app when they are used: frameworks replace their members, some getters
 * must not run early, and methods share their state. Inherited methods are called with the app as `this`, because only
 * the app has its private fields.
 */
export function standFor<Members extends object>(app: object, members: Members): Members {
  // Up to `Object.prototype` or `Function.prototype`, also those of another realm.
  for (
    let owner = app;
    owner === app || (typeof owner === 'object' && Object.getPrototypeOf(owner));
    owner = Object.getPrototypeOf(owner) ?? Function.prototype
  )
    for (const name of Reflect.ownKeys(owner))
      if (!Object.hasOwn(members, name) && name !== 'constructor')
        Object.defineProperty(
          members,
          name,
          unpolluted({
            configurable: true,
            enumerable: true,
            get: () => {
              const member: unknown = Reflect.get(app, name)
              return typeof member === 'function' && owner !== app ? member.bind(app) : member
            },
            set: (value: unknown) => Reflect.set(app, name, value),
          }),
        )
  return members
}
