/** Walks a JSON value along a shape: copies what is allowed and complains about the rest. */
import { own } from '../decision/cells.js';
import type { AnyShape } from './shape.js';

/** Takes one complaint: which field, why it is wrong, how to mend it. */
export type Say = (path: string, reason: string, mend: string) => void;

/** The longest text that a field may hold; longer ones are a mistake or an attack. */
const MAX_TEXT = 10_000;

const show = (value: unknown): string => (value === undefined ? 'nothing' : (JSON.stringify(value) ?? typeof value).slice(0, 60));
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && !!value && !Array.isArray(value);

const copyObject = (value: unknown, keys: readonly string[], path: string, say: Say, shapeOf: (key: string) => AnyShape | undefined): unknown => {
  if (!isObject(value)) return void say(path, `${show(value)} is not an object`, 'Write { … }.');
  // Without a prototype: nothing that a page puts on Object.prototype can pass for a field (RELIABILITY P2).
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) {
    const shape = shapeOf(key);
    if (shape) copy[key] = copyOf(value[key], shape, path ? `${path}.${key}` : key, say);
    else say(path ? `${path}.${key}` : key, 'there is no such field', `Remove it, or write one of: ${keys.join(', ')}.`);
  }
  return copy;
};

/** Returns a copy of the value that holds only what its shape allows, and says what it does not. */
export const copyOf = (value: unknown, shape: AnyShape, path: string, say: Say): unknown => {
  const wrong = (reason: string, mend: string): void => say(path, `${show(value)} is not ${reason}`, mend);
  if ('fields' in shape) {
    const copy = copyObject(value, Object.keys(shape.fields), path, say, (key) => own(shape.fields, key));
    for (const key of shape.required)
      if (isObject(value) && own(value, key) === undefined) say(path ? `${path}.${key}` : key, 'it is missing', 'Add it.');
    return copy;
  }
  if ('every' in shape) return copyObject(value, [], path, say, () => shape.every);
  if ('each' in shape) {
    if (Array.isArray(value)) return value.map((item, index) => copyOf(item, shape.each, `${path}[${index}]`, say));
    return wrong('a list', 'Write [ … ].');
  }
  if ('either' in shape) return copyOf(value, shape.either[typeof value === 'string' ? 0 : 1], path, say);
  if ('oneOf' in shape) {
    if (!shape.oneOf.includes(value as string)) wrong('known here', `Write one of: ${shape.oneOf.join(', ')}.`);
  } else if ('from' in shape) {
    if (!Number.isInteger(value) || (value as number) < shape.from || (value as number) > shape.to) wrong('allowed', `Write a whole number from ${shape.from} to ${shape.to}.`);
  } else if ('flag' in shape) {
    if (typeof value !== 'boolean') wrong('true or false', 'Write true or false.');
  } else if (typeof value !== 'string' || value.length > MAX_TEXT || !shape.pattern.test(value)) wrong('allowed', `Write ${shape.say}.`);
  return value;
};
