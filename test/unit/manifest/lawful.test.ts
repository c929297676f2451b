/** Shows that no manifest can rest on anything but consent, call what it likes necessary, or weaken the refusal (R15, R20). */
import { expect, test } from 'vitest';
import { problemsIn } from '../../../src/manifest/explain.js';
import { toLine } from '../../../src/cli/lint/finding.js';
import { untold } from '../../../src/cli/lint/plainFaults.js';
import { REASONS, type Service } from '../../../src/manifest/types.js';
import { checked, full, manifestOf, put, serviceOf } from './manifests.js';

const problemsOf = (service: Partial<Service> & Record<string, unknown>): readonly string[] =>
  problemsIn(manifestOf([serviceOf(service as Partial<Service>)]));
const warningsOf = (service: Service): string[] =>
  untold({ manifest: checked(manifestOf([service])).manifest!, given: [], facts: [] }).map(toLine);
const necessary = (reason?: string): Partial<Service> => ({
  purpose: 'necessary',
  ...(reason && { necessary: { reason } as Service['necessary'] & object }),
});

test('has no field for another legal basis than consent', () => {
  for (const field of [
    'legalBasis',
    'legal_basis',
    'basis',
    'legitimateInterest',
    'legIntPurposes',
    'consent',
    'default',
    'granted',
    'required',
    'optOut',
  ]) {
    const [problem] = problemsOf({ [field]: 'legitimate-interest' });
    expect(problem, field).toContain(`services[0].${field}`);
  }
});

test('has no option that hides a refusal, ticks a switch or walls the page', () => {
  for (const option of [
    'hideReject',
    'hideDeclineAll',
    'mustConsent',
    'noNotice',
    'acceptAll',
    'autoAccept',
    'default',
    'preselected',
    'wall',
    'legitimateInterest',
    'rejectText',
  ])
    expect(problemsIn(put(full(), `options.${option}`, true))[0], option).toContain(`options.${option}`);
});

test('asks a necessary service for its reason, from a closed list', () => {
  expect(problemsOf(necessary())[0]).toContain('services[0].necessary');
  for (const reason of REASONS) expect(problemsOf(necessary(reason)), reason).toEqual([]);
  for (const reason of ['statistics', 'analytics', 'marketing', 'chat', 'legitimate-interest', 'other', 'toString'])
    expect(problemsOf(necessary(reason))[0], reason).toContain('services[0].necessary.reason');
});

test('lets no service of another purpose give a reason why it would be necessary', () => {
  for (const purpose of ['functional', 'statistics', 'marketing'] as const)
    expect(problemsOf({ purpose, necessary: { reason: 'login' } })[0], purpose).toContain('services[0].necessary');
});

test('warns of what the visitor ought to be told and is not, and lets the manifest stand', () => {
  const service = serviceOf({ id: 'ga', data: ['besök'] });
  const warnings = warningsOf(service);
  expect(problemsOf(service as never)).toEqual([]);
  expect(warnings).toHaveLength(1);
  for (const word of ['services[0]', 'ga', 'text', 'recipients', 'policyUrl']) expect(warnings[0]).toContain(word);
  expect(warnings[0]).not.toMatch(/\bdata\b/);
});

test('warns of nothing where all of it is told, be it that nobody receives anything', () => {
  const told = serviceOf({ text: { sv: 'x' }, data: ['x'], recipients: [], policyUrl: '/' });
  expect(warningsOf(told)).toEqual([]);
});

test('warns of a necessary service that does not say what it does', () => {
  expect(warningsOf(serviceOf(necessary('login')))).toEqual([expect.stringContaining('text')]);
});
