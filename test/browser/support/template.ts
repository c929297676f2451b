/** Reads the template for Google Tag Manager from its export, section by section. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../../../examples/gtm/template.tpl', import.meta.url));

interface Parameter {
  readonly name: string;
  readonly defaultValue?: unknown;
  readonly subParams?: readonly Parameter[];
}

export interface Scenario {
  readonly name: string;
  readonly code: string;
}

/** Returns the sections by name, in the order of the file. */
export const readSections = (): ReadonlyMap<string, string> => {
  const parts = readFileSync(file, 'utf8').split(/^___([A-Z_]+)___$/m);
  return new Map(parts.flatMap((name, index) => (index % 2 ? [[name, parts[index + 1]!.trim()] as const] : [])));
};

const section = (name: string): string => readSections().get(name) ?? '';

/** Returns the code as a function of the sandbox. */
export const readCode = (): string => `(function (require, data) {\n${section('SANDBOXED_JS_FOR_WEB_TEMPLATE')}\n})`;

export const readInfo = (): Record<string, unknown> => JSON.parse(section('INFO'));
export const readPermissions = (): object[] => JSON.parse(section('WEB_PERMISSIONS'));

/** Returns the fields, those in groups too. */
export const readFields = (): Parameter[] =>
  (JSON.parse(section('TEMPLATE_PARAMETERS')) as Parameter[]).flatMap((field) => [field, ...(field.subParams ?? [])]);

/** Returns what the fields hold until somebody changes them. */
export const readDefaults = (): Record<string, unknown> =>
  Object.fromEntries(
    readFields().flatMap(({ name, defaultValue }) => (defaultValue === undefined ? [] : [[name, defaultValue]])),
  );

const unindented = (lines: readonly string[], by: number): string => lines.map((line) => line.slice(by)).join('\n');

/** Returns the tests that the template brings for Tag Manager's own editor: what comes before each, and each. */
export const readScenarios = (): { setup: string; scenarios: Scenario[] } => {
  const [list = '', setup = ''] = section('TESTS').split(/^setup: \|-\n/m);
  const scenarios = list.split(/^- name: /m).slice(1);
  return {
    setup: unindented(setup.split('\n'), 2),
    scenarios: scenarios.map((text) => {
      const [name = '', , ...code] = text.trimEnd().split('\n');
      return { name, code: unindented(code, 4) };
    }),
  };
};
