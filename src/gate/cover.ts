/** Covers properties of the page for a while. */

/** Defines a property on an object of the page, over the page's own. */
export type Cover = (on: object, name: string, property: PropertyDescriptor) => void;

/** Returns what covers properties, unless an element has taken their place (RELIABILITY D1), and what uncovers all of them. */
export const createCover = (): { readonly cover: Cover; readonly uncover: () => void } => {
  const undo: (() => unknown)[] = [];
  return {
    cover(on, name, property) {
      const own = Object.getOwnPropertyDescriptor(on, name);
      if (typeof own?.value === 'object') return;
      Reflect.defineProperty(on, name, { ...property, configurable: true });
      undo.push(() => (own ? Reflect.defineProperty(on, name, own) : Reflect.deleteProperty(on, name)));
    },
    uncover: () => undo.forEach((each) => each()),
  };
};
