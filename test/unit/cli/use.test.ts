/** Shows what `samtycke check` says of lines that name ready-made services, where they are wrong. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { manifestOf, serviceOf } from '../manifest/manifests.js';
import { newFolder, run, useCli } from './support.js';

useCli();

const problemsIn = async (changes: object): Promise<string[]> => {
  const folder = newFolder();
  writeFileSync(join(folder, 'samtycke.json'), JSON.stringify({ ...manifestOf([]), ...changes }));
  const { err } = await run(['check'], folder);
  return err.split('\n').filter(Boolean);
};

const SCHEMA = '[schema; samtycke.schema.json]';

test('check says that an embed needs no id where its name is repeated as one', async () => {
  expect(await problemsIn({ services: [{ use: 'youtube', id: 'youtube' }] })).toEqual([
    `problem: manifest services[0]: id is "youtube", and YouTube needs none. Remove it. ${SCHEMA}`,
  ]);
  expect(await problemsIn({ services: [{ use: 'ga4', id: 'ga4' }] })).toEqual([
    `problem: manifest services[0]: id is "ga4", and Google Analytics 4 knows the site by one such as "G-XXXXXXXXXX". Mend the line, or declare the service by hand. ${SCHEMA}`,
  ]);
  expect(await problemsIn({ services: [{ use: 'yutube', id: 'yutube' }] })).toEqual([
    expect.stringContaining('there is no ready-made service "yutube". Did you mean "youtube"? '),
  ]);
});

test('check takes a service that was filled in before, whose id is its name', async () => {
  const problems = await problemsIn({ services: [serviceOf({ id: 'youtube', use: 'youtube', purpose: 'marketing' })] });
  expect(problems.filter((line) => line.includes(SCHEMA))).toEqual([]);
});

test('check says that a ready-made service can stand once', async () => {
  const services = [
    { use: 'ga4', id: 'G-ABCDEF1234' },
    { use: 'ga4', id: 'G-GHIJKL5678' },
  ];
  expect(await problemsIn({ services })).toEqual([
    `problem: manifest services[1].id: another line has "use": "ga4" too, and a ready-made service can stand once. Keep one of them, and declare the second by hand, with an id, hosts and cookies of its own. ${SCHEMA}`,
  ]);
  expect(await problemsIn({ services: [serviceOf({ id: 'a' }), serviceOf({ id: 'a' })] })).toEqual([
    expect.stringContaining(
      'manifest services[1].id: another service has that id. Give each service an id of its own.',
    ),
  ]);
});

test('check names all lines that are wrong, and the other faults of the shape, in their order', async () => {
  const services = [{ use: 'ga5' }, { ...serviceOf(), purpose: 'fun' }, { use: 'ga4', id: 'UA-1' }, { use: 'matomo' }];
  const paths = (await problemsIn({ services, options: { months: 5 }, extra: 1 })).map(
    (line) => /^problem: manifest (\S+?):? /.exec(line)![1],
  );
  expect(paths).toEqual([
    'services[0]',
    'services[1].purpose',
    'services[2]',
    'services[3]',
    'options.months',
    'extra',
  ]);
});
