/** Covers a property for a while. */

/** Defines the property on the object itself; returns what brings the former one back. */
export const shadow = (on: object, name: string, property: PropertyDescriptor): (() => void) => {
  const own = Object.getOwnPropertyDescriptor(on, name);
  Object.defineProperty(on, name, { ...property, configurable: true });
  return () => void (own ? Object.defineProperty(on, name, own) : Reflect.deleteProperty(on, name));
};
