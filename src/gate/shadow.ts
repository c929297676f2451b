/** Covers a property for a while. */

/** Defines the property on the object itself, unless an element has taken its place there (RELIABILITY D1); returns what brings the former one back. */
export const shadow = (on: object, name: string, property: PropertyDescriptor): (() => void) => {
  const own = Object.getOwnPropertyDescriptor(on, name);
  if (typeof own?.value === 'object') return () => undefined;
  Reflect.defineProperty(on, name, { ...property, configurable: true });
  return () => void (own ? Reflect.defineProperty(on, name, own) : Reflect.deleteProperty(on, name));
};
