/** Hands out what only Node, Bun and Deno have, and only when it is asked for: a runtime without it can still mount the receiver. */

interface Builtins {
  'node:crypto': typeof import('node:crypto');
  'node:fs': typeof import('node:fs');
  'node:module': typeof import('node:module');
  'node:path': typeof import('node:path');
}

const known: Record<string, unknown> = {};

/** Returns a built-in module. Not by an import, at which an edge runtime or a bundler would stop even if nothing uses it. */
export const builtin = <Name extends keyof Builtins>(name: Name): Builtins[Name] => {
  const found = (known[name] ??= globalThis.process?.getBuiltinModule?.(name)) as Builtins[Name] | undefined;
  if (!found) throw new Error('A journal needs Node 20.16 or later, Bun or Deno.');
  return found;
};
