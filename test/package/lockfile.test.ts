/** Keeps `npm ci` working on every platform: each lockfile holds every optional package, and no address to fetch it from. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Package {
  resolved?: string;
  link?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const root = new URL('../../', import.meta.url);
const examples = ['react', 'next', 'server'].map((name) => `examples/${name}/package-lock.json`);
const lockfiles = ['package-lock.json', ...examples];

const packagesOf = (lockfile: string): Record<string, Package> =>
  JSON.parse(readFileSync(new URL(lockfile, root), 'utf8')).packages;

/** Returns whether Node, looking from one package upwards, would find another. */
function isFound(packages: Record<string, Package>, from: string, name: string): boolean {
  if (packages[`${from}${from && '/'}node_modules/${name}`]) return true;
  return from !== '' && isFound(packages, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
}

// npm leaves out what its registry cannot give at that moment, and `npm ci` then refuses the lockfile.
test.each(lockfiles)('holds every package that another needs, optional ones too: %s', (lockfile) => {
  const packages = packagesOf(lockfile);
  const missing = Object.entries(packages).flatMap(([from, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !isFound(packages, from, name))
      .map((name) => `${from} → ${name}`),
  );
  expect(missing).toEqual([]);
});

test.each(lockfiles)('names no registry: %s', (lockfile) => {
  const named = Object.values(packagesOf(lockfile)).filter(({ resolved, link }) => resolved !== undefined && !link);
  expect(named).toEqual([]);
});

// Its own dependencies are the root's affair: a copy of them would fall behind.
test.each(examples)('holds of samtycke itself only where it is: %s', (lockfile) => {
  const packages = packagesOf(lockfile);
  expect(packages['../..']).toEqual({ name: 'samtycke' });
  expect(packages['node_modules/samtycke']).toEqual({ resolved: '../..', link: true });
});
