/** The import table of the house, kept by dependency-cruiser: which room may import which, by value or by type. */
const typeOnly = { dependencyTypesNot: ['type-only', 'type-import'] };
const room = (names) => `^src/(${names.split(' ').join('|')})`;
const doors = '^src/(?!consent\\.|state\\.|server\\.|.*\\.d\\.ts)[^/]+\\.tsx?$';

/** Forbids imports from `from` to any of our files that `to` does not name. */
const mayImport = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^src/', pathNot: to },
});

/** Forbids values, though not types, of what `to` names. */
const typesOnly = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: to, ...typeOnly },
});

/** Forbids a package or a group of them to all but some files. */
const packageOnlyIn = (name, path, pathNot) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot },
  to: { path, ...typeOnly },
});

const rooms = [
  {
    name: 'decision-imports-nothing',
    severity: 'error',
    from: { path: '^src/decision/' },
    to: { pathNot: '^src/decision/' },
  },
  mayImport('manifest-imports-decision', '^src/manifest/', room('manifest/ decision/')),
  ...['storage', 'gate', 'signals'].flatMap((name) => [
    mayImport(`${name}-imports-decision`, `^src/${name}/`, room(`${name}/ decision/ manifest/`)),
    typesOnly(`${name}-takes-types-of-manifest`, `^src/${name}/`, '^src/manifest/'),
  ]),
  mayImport('services-import-nothing', '^src/services/', room('services/ manifest/')),
  typesOnly('services-take-types-of-manifest', '^src/services/', '^src/manifest/'),
  mayImport('receiver-imports-decision-and-manifest', '^src/receiver/', room('receiver/ decision/ manifest/')),
  mayImport('server-imports-decision-and-manifest', '^src/server\\.ts$', room('decision/ manifest/')),
  mayImport('state-imports-decision-and-manifest', '^src/state\\.ts$', room('decision/ manifest/')),
  mayImport(
    'consent-imports-all-but-ui-and-receiver',
    '^src/(consent\\.ts$|hall/)',
    room('hall/ state\\. decision/ manifest/ storage/ gate/ signals/ services/'),
  ),
  typesOnly('ui-takes-types-only', '^src/ui/', '^src/(?!ui/)'),
  mayImport(
    'cli-imports-receiver-services-manifest-decision',
    '^src/cli/',
    room('cli/ receiver/ services/ manifest/ decision/'),
  ),
];

const hall = [
  {
    name: 'consent-is-for-doors',
    severity: 'error',
    from: { path: '^src/', pathNot: `^src/(consent\\.ts$|hall/)|${doors}` },
    to: { path: '^src/(consent\\.ts$|hall/)', ...typeOnly },
  },
  {
    name: 'doors-import-consent',
    severity: 'error',
    from: { path: doors },
    to: { path: '^src/', pathNot: `^src/(consent\\.|hall/|ui/|services/)|${doors}`, ...typeOnly },
  },
  {
    name: 'doors-load-ui-lazily',
    severity: 'error',
    from: { path: doors },
    to: { path: '^src/ui/', dynamic: false, ...typeOnly },
  },
];

const packages = [
  packageOnlyIn('js-cookie-only-in-storage', '^js-cookie|node_modules/js-cookie', '^src/storage/'),
  packageOnlyIn('nanostores-only-in-state', '^nanostores|node_modules/nanostores', '^src/state\\.ts$'),
  packageOnlyIn('preact-only-in-ui', '^preact|node_modules/preact', '^src/ui/'),
  {
    name: 'preact-to-text-only-in-static',
    comment: 'What makes text of components is for Node: no browser may come to load it.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/ui/table/static\\.tsx$' },
    to: { path: 'preact-render-to-string' },
  },
  {
    name: 'static-is-a-file-of-its-own',
    comment: 'The built file is all that anybody imports of it.',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '^src/ui/table/static\\.tsx$' },
  },
  {
    name: 'no-other-packages',
    comment: 'Only the receiver and the command line may take packages beyond these.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(receiver|cli)/' },
    to: { path: 'node_modules', pathNot: 'node_modules/(@types/)?(js-cookie|nanostores|preact(-render-to-string)?)/' },
  },
  {
    name: 'no-node-in-browsers',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(receiver|cli)/' },
    to: { dependencyTypes: ['core'] },
  },
];

const always = [
  { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  { name: 'no-missing', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\.css\\?inline$' } },
];

module.exports = {
  forbidden: [...rooms, ...hall, ...packages, ...always],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'types', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.json', '.css'],
    },
  },
};
