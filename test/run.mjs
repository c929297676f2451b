/** Runs every check in one go, times each, and ends with the number of tests that passed and failed. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readyEngines } from './setup/browsers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'samtycke-reports-'));
const unitReport = join(reports, 'unit.json');
const browserReport = join(reports, 'browser.json');

// A commit draws its own sample, the same wherever it is tested; a full run draws anew each time.
const commit = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).stdout ?? '';
const drawn = process.env.SAMTYCKE_FULL === '1' ? NaN : parseInt(commit.slice(0, 7), 16);
process.env.SAMTYCKE_SEED ??= String(Number.isNaN(drawn) ? Math.floor(Math.random() * 2 ** 31) : drawn);
process.env.SAMTYCKE_BROWSER_REPORT = browserReport;

const none = { passed: 0, failed: 0, skipped: 0 };

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function countVitest() {
  const report = readReport(unitReport);
  if (!report) return none;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report;
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

function countPlaywright() {
  const { expected, unexpected, flaky, skipped } = readReport(browserReport)?.stats ?? {};
  return expected === undefined ? none : { passed: expected + flaky, failed: unexpected, skipped };
}

const npm = (script, ...args) => ['npm', 'run', '--silent', script, ...(args.length ? ['--', ...args] : [])];
const vitest = ['npx', 'vitest', 'run', '-c', 'test/vitest.config.ts'];
const jsonBeside = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`];

/** Steps in order, cheap ones first; `count` reads the tests of a step that has some. */
const steps = (engines) => [
  { name: 'lint', command: npm('lint') },
  { name: 'layers', command: npm('layers') },
  { name: 'build', command: npm('build') },
  { name: 'types', command: npm('types') },
  { name: 'size', command: npm('size'), needsBuild: true },
  { name: 'unit', command: [...vitest, ...jsonBeside], count: countVitest },
  {
    name: 'browser',
    command: npm('browser', ...engines.map((engine) => `--project=${engine}`)),
    count: countPlaywright,
    needsBuild: true,
    isOff: engines.length === 0,
  },
];

const run = ([command, ...args]) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `exit ${code ?? signal}`));
  });

// A step that broke without a single failed test (a type error, a crash) counts as one failure.
async function take(step) {
  console.log(`\n── ${step.name}`);
  const start = Date.now();
  const fault = await run(step.command);
  const counted = step.count?.() ?? none;
  const failed = fault ? Math.max(1, counted.failed) : counted.failed;
  return { ...counted, failed, name: step.name, seconds: (Date.now() - start) / 1000, fault };
}

function findEngines() {
  try {
    return { engines: readyEngines() };
  } catch (error) {
    console.error(error.message);
    return { engines: [], fault: 'an engine is missing' };
  }
}

const full = process.env.SAMTYCKE_FULL === '1' ? ', full counts' : '';
console.log(`Node ${process.version}, seed ${process.env.SAMTYCKE_SEED}${full} (repeat with SAMTYCKE_SEED=…)`);

const results = [];
const begun = Date.now();
const { engines, fault } = findEngines();
results.push({ ...none, failed: fault ? 1 : 0, name: 'browsers', seconds: (Date.now() - begun) / 1000, fault });

for (const step of steps(engines)) {
  const hasNoBuild = step.needsBuild && results.some(({ name, fault }) => name === 'build' && fault);
  if (step.isOff) continue;
  results.push(hasNoBuild ? { ...none, failed: 1, name: step.name, seconds: 0, fault: 'no build' } : await take(step));
}
rmSync(reports, { recursive: true });

const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log('');
for (const { name, seconds, passed, failed, skipped, fault } of results) {
  const tests = passed + skipped ? `${passed} passed, ${failed} failed, ${skipped} skipped` : '';
  console.log(
    `${fault ? '✘' : '✔'} ${name.padEnd(9)}${seconds.toFixed(1).padStart(7)} s  ${[tests, fault].filter(Boolean).join(' · ')}`.trimEnd(),
  );
}
console.log(`${'all'.padStart(5).padEnd(11)}${total('seconds').toFixed(1).padStart(7)} s`);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') ? 1 : 0;
