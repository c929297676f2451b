/** Keeps `npm ci` working on every platform: the lockfile holds each optional package, and no address to fetch it from. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Package {
  resolved?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
const packages: Record<string, Package> = JSON.parse(text).packages;

/** Says whether Node, looking from one package upwards, would find another. */
function isFound(from: string, name: string): boolean {
  if (packages[`${from}${from && '/'}node_modules/${name}`]) return true;
  return from !== '' && isFound(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
}

// npm leaves out what its registry cannot give at that moment, and `npm ci` then refuses the lockfile.
test('holds every package that another needs, optional ones too', () => {
  const missing = Object.entries(packages).flatMap(([from, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !isFound(from, name))
      .map((name) => `${from} → ${name}`),
  );
  expect(missing).toEqual([]);
});

test('names no registry', () => {
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});
