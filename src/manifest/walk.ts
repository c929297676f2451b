/** Walks a JSON value along a shape: copies what is allowed and complains about the rest. */
import { own } from '../decision/cells.js';
import type { AnyShape } from './shape.js';

/** Takes one complaint: which field, what it holds, and the shape it should have or a word for what is wrong. */
export type Complain = (path: string, value: unknown, wanted: AnyShape | Wrong) => void;

/** What no shape can say: a field that is not known or not there, or fields that do not fit together. */
export type Wrong = 'unknown' | 'missing' | 'unreasoned' | 'excused' | 'taken' | 'early';

/** The longest text that a field may hold; longer ones are a mistake or an attack. */
export const MAX_TEXT = 10_000;

const join = (path: string, key: string): string => (path ? `${path}.${key}` : key);

const fits = (value: unknown, shape: AnyShape): boolean => {
  if ('oneOf' in shape) return shape.oneOf.includes(value as string);
  if ('from' in shape)
    return Number.isInteger(value) && (value as number) >= shape.from && (value as number) <= shape.to;
  if ('flag' in shape) return typeof value === 'boolean';
  return 'pattern' in shape && typeof value === 'string' && value.length <= MAX_TEXT && shape.pattern.test(value);
};

/** Returns a copy of the value that holds only what its shape allows, and complains of what it does not. */
export const copyOf = (value: unknown, shape: AnyShape, complain: Complain): unknown => {
  const copyObject = (from: object, to: AnyShape, path: string): unknown => {
    // Without a prototype: nothing that a page puts on Object.prototype can pass for a field (RELIABILITY P2).
    const copied: Record<string, unknown> = Object.create(null);
    for (const [key, field] of Object.entries(from)) {
      const known = 'every' in to ? to.every : 'fields' in to && own(to.fields, key);
      if (known) copied[key] = copy(field, known, join(path, key));
      else complain(join(path, key), field, 'unknown');
    }
    for (const key of 'required' in to ? to.required : [])
      if (copied[key] === undefined) complain(join(path, key), undefined, 'missing');
    return copied;
  };
  const copy = (from: unknown, to: AnyShape, path: string): unknown => {
    if ('either' in to) return copy(from, to.either[typeof from === 'string' ? 0 : 1], path);
    const isObject = typeof from === 'object' && from && !Array.isArray(from);
    if (isObject && ('fields' in to || 'every' in to)) return copyObject(from, to, path);
    if ('each' in to && Array.isArray(from)) return from.map((item, index) => copy(item, to.each, `${path}[${index}]`));
    if (!fits(from, to)) complain(path, from, to);
    return from;
  };
  return copy(value, shape, '');
};
