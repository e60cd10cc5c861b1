/**
 * Stands for what a hook makes before the tests around it run.
 *
 * @param get - gives it; called whenever something of it is used
 * @returns an object with its members
 */
export function later<Value extends object>(get: () => Value): Value {
  return new Proxy({} as Value, {
    get(_, name) {
      const member: unknown = Reflect.get(get(), name);
      return typeof member === 'function' ? member.bind(get()) : member;
    },
  });
}
