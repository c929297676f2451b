/** Writes the manifest's shape as a JSON Schema, so that editors complete and check `samtycke.json`. */
import { asksFor } from './explain.js';
import { MANIFEST, type AnyShape } from './shape.js';
import { MAX_TEXT } from './walk.js';

type Json = { readonly [key: string]: unknown };

const schemaOf = (shape: AnyShape): Json => {
  if ('fields' in shape) {
    const properties = Object.fromEntries(Object.entries(shape.fields).map(([key, field]) => [key, schemaOf(field)]));
    return { type: 'object', properties, required: shape.required, additionalProperties: false };
  }
  if ('every' in shape) return { type: 'object', additionalProperties: schemaOf(shape.every) };
  if ('each' in shape) return { type: 'array', items: schemaOf(shape.each) };
  if ('either' in shape) return { anyOf: shape.either.map(schemaOf) };
  if ('oneOf' in shape) return { enum: shape.oneOf };
  if ('from' in shape) return { type: 'integer', minimum: shape.from, maximum: shape.to };
  if ('flag' in shape) return { type: 'boolean' };
  return { type: 'string', description: asksFor(shape), pattern: shape.pattern.source, maxLength: MAX_TEXT };
};

/** Returns the JSON Schema (draft 2020-12) of the manifest. */
export const manifestSchema = (): Json => {
  const { properties, ...schema } = schemaOf(MANIFEST) as { properties: Json & { services: { items: Json } } };
  const { services, ...others } = properties;
  const { required, ...service } = services.items;
  // What JSON Schema can say of "a reason exactly where the purpose is necessary" (R20).
  const isNecessary = { properties: { purpose: { const: 'necessary' } }, required: ['purpose'] };
  const items = {
    ...service,
    allOf: [
      { if: isNecessary, then: { required: ['necessary'] }, else: { properties: { necessary: false } } },
      // Facts give a ready-made service the rest; one that has its key has had them.
      { if: { properties: { key: false }, required: ['use'] }, else: { required } },
    ],
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'samtycke manifest',
    ...schema,
    properties: { ...others, services: { ...services, items } },
  };
};
