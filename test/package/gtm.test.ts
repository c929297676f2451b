/** Runs the template for Google Tag Manager in a stand-in sandbox, and compares its permissions with what it needs. */
import { isDeepStrictEqual } from 'node:util';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { parse } from 'acorn';
import { expect, test } from 'vitest';
import { allowedBy, openContainer } from '../browser/support/container.mjs';
import * as template from '../browser/support/template.js';

type Cells = Record<string, boolean>;
type Template = (require: (name: string) => unknown, data: object) => void;

const code = template.readCode();
const permissions = template.readPermissions();
const address = 'https://www.example.com/samtycke/samtycke.0123456789ab.js';
const event = { event: 'samtycke_consent' };

/** Returns Google's types as the three purposes make them. */
const stateOf = (marketing: boolean, statistics: boolean, functional: boolean) => {
  const word = (granted: boolean) => (granted ? 'granted' : 'denied');
  return {
    security_storage: 'granted',
    ad_storage: word(marketing),
    ad_user_data: word(marketing),
    ad_personalization: word(marketing),
    analytics_storage: word(statistics),
    functionality_storage: word(functional),
    personalization_storage: word(functional),
  };
};
const denied = stateOf(false, false, false);

/** A page whose samtycke knows an answer, as far as the template asks of it. */
const openPage = (cells?: Cells) => {
  const listeners: (() => void)[] = [];
  let answer = cells;
  const samtycke = {
    decision: () => answer && { cells: answer, at: 0 },
    has: (name: string) => {
      const said = Object.entries(answer ?? {}).filter(([cell]) => cell === name || cell.endsWith(`:${name}`));
      if (!said.length) throw new Error(`${name} is unknown`);
      return said.every(([, yes]) => yes);
    },
    on: (_name: string, listener: () => void) => void listeners.push(listener),
  };
  const page: Record<string, unknown> & { dataLayer?: unknown[] } = { samtycke };
  return {
    page,
    samtycke,
    decide(cells?: Cells) {
      answer = cells;
      for (const listener of listeners) listener();
    },
  };
};

interface Run {
  page?: Record<string, unknown> & { dataLayer?: unknown[] };
  data?: object;
  loads?: boolean;
}

const needed = new Set<string>();

const run = ({ page = {}, data = {}, loads = true }: Run = {}) => {
  const loaded: string[] = [];
  const load = (url: string, ok: () => void, no: () => void) => {
    loaded.push(url);
    (loads ? ok : no)();
  };
  const opened = openContainer(
    { permissions, data: { ...template.readDefaults(), ...data }, page, load },
    runInNewContext(code) as Template,
  );
  for (const line of opened.used) needed.add(line as string);
  const log = opened.log as [string, ...unknown[]][];
  const of = (kind: string) => log.filter(([name]) => name === kind).map(([, what]) => what);
  return { log, of, loaded };
};

test('has all sections of an export, in order, and the files that the gallery asks for', () => {
  expect([...template.readSections().keys()]).toEqual([
    'TERMS_OF_SERVICE',
    'INFO',
    'TEMPLATE_PARAMETERS',
    'SANDBOXED_JS_FOR_WEB_TEMPLATE',
    'WEB_PERMISSIONS',
    'TESTS',
    'NOTES',
  ]);
  const info = template.readInfo();
  expect(info).toMatchObject({ type: 'TAG', id: 'cvt_temp_public_id', version: 1, containerContexts: ['WEB'] });
  expect(String(info['description']).length).toBeLessThanOrEqual(200);
  const metadata = readFileSync(new URL('../../examples/gtm/metadata.yaml', import.meta.url), 'utf8');
  expect(metadata).toMatch(
    /^homepage: \S+\ndocumentation: \S+\nversions:\n(?: +#.*\n)* +- sha: [\da-f]{40}\n +changeNotes: .+\n$/m,
  );
  const inCode = new Set([...code.matchAll(/\bdata\.(\w+)/g)].map(([, name]) => name!));
  const fields = template.readFields().map(({ name }) => name);
  expect([...inCode].filter((name) => !name.startsWith('gtmOn')).toSorted()).toEqual(
    fields.filter((name) => name !== 'more').toSorted(),
  );
});

/** The methods of lists and texts that the sandbox has, of those that newer JavaScript has too. */
const methods = 'concat every filter forEach indexOf join map pop push reduce shift slice some sort split trim'.split(
  ' ',
);

interface Node {
  readonly type: string;
  readonly name: string;
  readonly computed?: boolean;
  readonly shorthand?: boolean;
  readonly [child: string]: unknown;
}

test('is written in what the sandbox understands', () => {
  const nodes: [Node, Node | undefined, string][] = [];
  const walk = (value: unknown, parent?: Node, place = ''): void => {
    if (Array.isArray(value)) return value.forEach((child) => walk(child, parent, place));
    if (typeof value !== 'object' || value === null || !('type' in value)) return;
    nodes.push([value as Node, parent, place]);
    for (const [name, child] of Object.entries(value)) walk(child, value as Node, name);
  };
  walk(parse(code, { ecmaVersion: 2020 }));
  const es5 = 'Array|Assignment|Binary|Call|Conditional|Function|Logical|Member|Object|Unary';
  const allowed = new RegExp(
    `^((${es5}|ArrowFunction)Expression|(Block|Expression|If|Return)Statement|VariableDeclarat(ion|or)|Identifier|Literal|Program|Property)$`,
  );
  expect(nodes.filter(([{ type, shorthand }]) => !allowed.test(type) || shorthand).map(([node]) => node)).toEqual([]);
  const names = nodes.filter(([{ type }]) => type === 'Identifier');
  const isMember = (parent: Node | undefined, place: string) =>
    !parent?.computed && ['MemberExpression.property', 'Property.key'].includes(`${parent?.type}.${place}`);
  const declared = names.filter(([, , place]) => place === 'id' || place === 'params').map(([{ name }]) => name);
  const free = names.filter(([{ name }, parent, place]) => !isMember(parent, place) && !declared.includes(name));
  expect(free.filter(([{ name }]) => name !== 'undefined').map(([{ name }]) => name)).toEqual([]);
  const called = nodes.flatMap(([{ type, property }, , place]) =>
    type === 'MemberExpression' && place === 'callee' ? [(property as Node).name] : [],
  );
  expect(called.filter((name) => !methods.includes(name) && !name.startsWith('gtmOn'))).toEqual([]);
});

test('denies everything before all else, and says nothing more until there is an answer', () => {
  const { page } = openPage();
  const { log, loaded } = run({ page });
  expect(log).toEqual([
    ['success'],
    ['default', { ...denied, wait_for_update: 500 }],
    ['set', { ads_data_redaction: true, url_passthrough: false }],
  ]);
  expect(loaded).toEqual([]);
});

test('denies in the regions named alone, and waits as long as is said', () => {
  expect(run({ data: { regions: 'SE, SE-AB,', wait: '0' } }).of('default')).toEqual([
    { ...denied, region: ['SE', 'SE-AB'] },
  ]);
});

test('tells of a stored answer before any trigger', () => {
  const { page } = openPage({ 'third-party:statistics': true, 'third-party:marketing': false });
  const { log } = run({ page });
  expect(log.at(-1)).toEqual(['update', stateOf(false, true, false)]);
  expect(page.dataLayer).toEqual([event]);
});

test('tells of yes, no and yes again, each once, and of an answer that is erased', () => {
  const { page, decide } = openPage();
  const { of } = run({ page });
  decide({ 'third-party:marketing': true, 'permanent:functional': true });
  decide({ 'third-party:marketing': false, 'permanent:functional': false });
  decide({ 'third-party:marketing': true, 'permanent:functional': true });
  decide(undefined);
  const some = stateOf(true, false, true);
  expect(of('update')).toEqual([some, denied, some, denied]);
  expect(page.dataLayer).toEqual([event, event, event, event]);
  expect(of('default')).toHaveLength(1);
});

test('goes by the third-party cell where there is one, else by the whole purpose', () => {
  const { page, decide } = openPage({ 'permanent:statistics': true, 'third-party:statistics': false });
  const { of } = run({ page });
  decide({ 'permanent:statistics': false, 'third-party:statistics': true });
  decide({ 'permanent:statistics': true, 'session:statistics': false });
  decide({ 'permanent:statistics': true, 'session:statistics': true });
  const yes = stateOf(false, true, false);
  expect(of('update')).toEqual([denied, yes, denied, yes]);
});

test('waits in a queue for a samtycke that comes later, also for a second container', () => {
  const page: Record<string, unknown> = {};
  const [first, second] = [run({ page }), run({ page })];
  const stub = page['samtycke'] as { q: [string, unknown[]][]; has(): boolean; status(): string };
  expect([stub.has(), stub.status()]).toEqual([false, 'undecided']);
  const { samtycke, decide } = openPage();
  page['samtycke'] = samtycke;
  for (const [, [name, listener]] of stub.q) samtycke.on(name as string, listener as () => void);
  decide({ 'third-party:marketing': true });
  expect(first.of('update')).toEqual([stateOf(true, false, false)]);
  expect(second.of('update')).toEqual(first.of('update'));
});

test('loads samtycke from where it may, and ends once, well or not', () => {
  const inside = { place: 'inside', address };
  const ends = ({ log }: ReturnType<typeof run>) =>
    log.filter(([kind]) => ['success', 'failure', 'log'].includes(kind));
  const good = run({ data: inside });
  expect(good.loaded).toEqual([address]);
  expect(ends(good)).toEqual([['success']]);
  expect(ends(run({ data: inside, loads: false })).map(([kind]) => kind)).toEqual(['log', 'failure']);
  for (const elsewhere of ['https://www.example.com/other/samtycke.js', 'http://www.example.com/samtycke/a.js']) {
    const refused = run({ data: { ...inside, address: elsewhere } });
    expect(refused.loaded).toEqual([]);
    expect(ends(refused).map(([kind]) => kind)).toEqual(['log', 'failure']);
  }
});

test('asks for no permission that the tests above have not needed', () => {
  expect(allowedBy(permissions).toSorted()).toEqual([...needed].toSorted());
});

/** Runs a scenario as Tag Manager's editor does: APIs that are not mocked only note that they were called. */
const runScenario = (setup: string, scenario: string) => {
  const calls: [string, unknown[]][] = [];
  const mocks = new Map<string, unknown>([['makeNumber', Number]]);
  const noted =
    (name: string) =>
    (...args: unknown[]) => {
      calls.push([name, args]);
      const mock = mocks.get(name);
      return typeof mock === 'function' ? (mock as (...given: unknown[]) => unknown)(...args) : mock;
    };
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
  const argsOf = (api: string) => calls.flatMap(([name, args]) => (name === api ? [args] : []));
  const api = {
    mock: (name: string, value: unknown) => void mocks.set(name, value),
    runCode: (data: object) =>
      (runInNewContext(code) as Template)(noted, {
        ...data,
        gtmOnSuccess: noted('gtmOnSuccess'),
        gtmOnFailure: noted('gtmOnFailure'),
      }),
    assertThat: (found: unknown) => ({ isEqualTo: (wanted: unknown) => expect(plain(found)).toEqual(plain(wanted)) }),
    assertApi: (name: string) => ({
      wasCalled: () => expect(argsOf(name), name).not.toEqual([]),
      wasNotCalled: () => expect(argsOf(name), name).toEqual([]),
      wasCalledWith: (...wanted: unknown[]) =>
        expect(
          argsOf(name).some((args) => isDeepStrictEqual(plain(args), plain(wanted))),
          name,
        ).toBe(true),
    }),
  };
  runInNewContext(`(function () {\n${setup}\n${scenario}\n})()`, api);
};

const { setup, scenarios } = template.readScenarios();

test('brings scenarios', () => expect(scenarios.length).toBeGreaterThan(5));

test.each(scenarios)("passes its own scenario in Tag Manager's editor: $name", ({ code: scenario }) => {
  expect(scenario).toMatch(/assertApi/);
  runScenario(setup, scenario);
});
