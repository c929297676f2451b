/** Shows which words and options press, mislead or weaken an answer, and which are left alone (R13, R15, R20). */
import { expect, test } from 'vitest';
import { darkPatterns } from '../../../../src/cli/lint/darkPatterns.js';
import { lint } from '../../../../src/cli/lint/lint.js';
import { weakOptions } from '../../../../src/cli/lint/options.js';
import { TRICKS, necessaryIn } from '../../../../src/cli/lint/words.js';
import type { Options, Service } from '../../../../src/manifest/types.js';
import { LOCALES, textsIn } from '../../locales/languages.js';
import { reference } from '../../manifest/manifests.js';
import { facts, found, ga4, login, plain, subjectOf } from './subject.js';

const said = (text: string, service: Partial<Service> = {}) =>
  found(darkPatterns, [plain({ text: { sv: text }, ...service })]);

test.each([
  'Du måste godkänna kakorna.',
  'Samtycke krävs.',
  'Du måste säga ja för att använda webbplatsen.',
  'För att fortsätta måste du välja.',
  'Webbplatsen fungerar inte utan dem.',
  'Genom att fortsätta surfa säger du ja.',
  'Genom att använda sidan godkänner du detta.',
  'Om du stannar kvar godkänner du kakorna.',
  'Vi har ett berättigat intresse av detta.',
  'Är du säker på att du inte vill ha dem?',
  'Synd att du inte vill.',
  'För bästa möjliga upplevelse.',
  'Vi använder bara sessionskakor.',
  'Mätningen är helt anonym.',
  'Nödvändig statistik.',
  'Obligatoriska kakor.',
  'You must accept to continue.',
  'Consent is required.',
  'This is needed to use the site.',
  'The site will not work without it.',
  'By continuing, you agree.',
  'By using this page you consent.',
  'We rely on our legitimate interests.',
  'Are you sure?',
  'For the best possible experience.',
  'Fully anonymous.',
  'Essential analytics.',
  'Dessa kakor är nödvändiga för webbplatsen.',
  'Om du inte vill måste du godkänna ändå.',
  'Du måste inte vänta, men du måste godkänna.',
  'Samtycke krävs inte bara här.',
  'Kakorna är nödvändiga och sparas inte längre än ett år.',
  'Say no and you must leave to continue.',
  'No problem. Consent is needed.',
])('fails on: %s', async (text) => {
  const findings = await said(text);
  expect(findings.length).toBeGreaterThan(0);
  expect(new Set(findings)).toEqual(new Set(['error dark-pattern services[0].text.sv']));
});

test.each([
  'Räknar besök, så att vi kan hitta fel och förbättra sidorna.',
  'Visar annonser som kan intressera dig.',
  'Visar filmen och minns hur långt du har tittat.',
  'Kakorna är inte nödvändiga.',
  'These are not strictly necessary, non-essential cookies.',
  'Känner igen din webbläsare genom att använda ett slumpat nummer.',
  'Du måste inte godkänna något.',
  'Du måste inte säga ja.',
  'Ingen måste godkänna något.',
  'Samtycke krävs inte, men vi frågar ändå.',
  'Inget samtycke krävs.',
  'Behövs inte för att använda webbplatsen.',
  'Inga av kakorna behövs för att läsa sidorna.',
  'Mäter om sidan fungerar inte bara på dator utan också i mobilen.',
  'Webbplatsen fungerar inte sämre utan dem.',
  'Sparas inte längre än nödvändigt.',
  'Sparas inte längre än vad som är absolut nödvändigt.',
  'Uppgifterna raderas när de inte längre är nödvändiga.',
  'Sparas bara så länge det är nödvändigt.',
  'You do not have to accept anything.',
  'Consent is not required, and no consent is needed to use the site.',
  'To continue you do not need to choose.',
  'They are not strictly required to visit the site.',
  'None of these cookies are needed to use the site.',
  'Tells whether the site does not work only on phones.',
  'Kept no longer than necessary.',
  'Not kept for longer than is strictly necessary.',
  'Erased when they are no longer necessary.',
  'Kept only as long as it is necessary.',
])('lets pass: %s', async (text) => {
  expect(await said(text)).toEqual([]);
});

test('warns of words that praise or beg, by the language of the text', async () => {
  expect(await said('Gör sidan bättre.')).toEqual(['warning dark-pattern services[0].text.sv']);
  expect(await said('Tack!')).toHaveLength(1);
  expect(await said('För att fortsätta behöver du inte välja.')).toEqual(['warning dark-pattern services[0].text.sv']);
  expect(await found(darkPatterns, [plain({ text: { en: 'An bättre one.', fr: 'Better.' } })])).toEqual([]);
});

test.each([
  'Webbplatsen fungerar inte utan de här kakorna.',
  'Behövs för att du ska kunna använda tjänsten.',
  'Krävs för att se sidan med dina försäkringar när du är inloggad.',
  'Sidan visas inte för den som är utloggad.',
  'The site does not work without these cookies.',
  'Needed to use the service.',
])('lets a necessary service, about which nobody is asked, say: %s', async (text) => {
  expect(await found(darkPatterns, [login({ text: { sv: text } })])).toEqual([]);
  expect(await said(text)).toEqual(['error dark-pattern services[0].text.sv']);
});

test('finds other tricks in what a necessary service says', async () => {
  const text = { sv: 'Vi har ett berättigat intresse av detta.' };
  expect(await found(darkPatterns, [login({ text })])).toEqual(['error dark-pattern services[0].text.sv']);
});

test('lets a necessary service say so, and warns where a function does', async () => {
  const text = { sv: 'Nödvändig för inloggningen.' };
  expect(await found(darkPatterns, [login({ text })])).toEqual([]);
  expect(await said('Nödvändig för chatten.', { purpose: 'functional' })).toEqual([
    'warning dark-pattern services[0].text.sv',
  ]);
});

test('reads kinds of data and what changed too, and not what the ready-made facts say', async () => {
  const data = ['x', { en: 'legitimate interest' }, 'berättigat intresse'];
  const policy = { version: '2.1.0', url: '/p', changes: { sv: 'Du måste acceptera.' } };
  expect(await found(darkPatterns, [plain({ data })], {}, { policy })).toEqual([
    'error dark-pattern policy.changes.sv',
    'error dark-pattern services[0].data[1].en',
    'error dark-pattern services[0].data[2]',
  ]);
  expect(await found(darkPatterns, [{ use: 'clarity', id: 'abcdefghij' } as never])).toEqual([]);
  expect(await found(darkPatterns, [ga4({ text: { sv: 'Samtycke krävs.' } })])).toHaveLength(1);
});

test('knows no trick in the words of the house', () => {
  const house = Object.values(LOCALES).flatMap((locale) => textsIn(locale).map(([, text]) => text));
  const vendors = facts.flatMap(({ text, data }) => [text, ...data].flatMap((it) => Object.values(it)));
  for (const text of [...house, ...vendors])
    for (const { pattern } of TRICKS) expect(pattern.exec(text)?.[0], text).toBeUndefined();
  for (const text of vendors) expect(necessaryIn(text), text).toBeUndefined();
});

test('finds nothing in the manifest of the reference site', async () => {
  const { services, options, ...rest } = reference();
  expect(await found(lint, services as Service[], options, rest)).toEqual([]);
});

const OPTIONS: readonly (readonly [string, Options, readonly string[]])[] = [
  ['an alias that runs unasked', { aliases: { ads: 'necessary' } }, ['error weak-option options.aliases.ads']],
  [
    'the same in a roundabout way',
    { aliases: { x: 'statistics | necessary' } },
    ['error weak-option options.aliases.x'],
  ],
  [
    'a name of ours that means another',
    { aliases: { marketing: 'statistics' } },
    ['error weak-option options.aliases.marketing'],
  ],
  [
    'nothing in other names for what they mean',
    { aliases: { essential: 'necessary', tracking: 'statistics & !third-party' } },
    [],
  ],
  [
    'aliases that lead nowhere',
    { aliases: { social: 'third-partyy:functional', x: '((', ads: 'marketing' } },
    ['social', 'x', 'ads'].map((name) => `error unknown-category options.aliases.${name}`),
  ],
  ['nothing in an alias of what is ours alone', { aliases: { essential: 'permanent:necessary' } }, []],
  ['a stylesheet of another site', { theme: 'https://cdn.example/a.css' }, ['error weak-option options.theme']],
  ['one without a scheme', { theme: '//cdn.example/a.css' }, ['error weak-option options.theme']],
  ['nothing in a theme of the site', { theme: 'https://www.assistme.eu/a.css' }, []],
  ['a log elsewhere', { log: 'https://log.example/' }, ['warning weak-option options.log']],
  ['a cookie that no browser takes', { domain: 'annan.se' }, ['error weak-option options.domain']],
  ['nothing in the domain of the site', { domain: 'assistme.eu' }, []],
  ['scripts that run on', { reload: false }, ['warning weak-option options.reload']],
];

test.each(OPTIONS)('finds %s', async (_name, options, expected) => {
  expect(await found(weakOptions, [plain(), login()], options)).toEqual(expected);
});

test('lets scripts that can be stopped go without a reload, and asks where replay keeps off', async () => {
  expect(await found(weakOptions, [plain({ off: 'rakna.stop' })], { reload: false })).toEqual([]);
  expect(await found(weakOptions, [plain({ replay: true })])).toEqual(['warning weak-option options.sensitivePaths']);
  expect(await found(weakOptions, [plain({ replay: true })], { sensitivePaths: ['/a'] })).toEqual([]);
});

test('says in every finding what is wrong, how to mend it and where that comes from', async () => {
  const bad = await subjectOf(
    [
      ga4({ recipients: [], hosts: [] }),
      plain({ recipients: [], countries: ['SE', 'US'] }),
      login({ hosts: ['a.se'] }),
    ],
    { reload: false, aliases: { ads: 'necessary' } },
  );
  const findings = lint(bad);
  expect(findings.length).toBeGreaterThan(6);
  for (const { message, mend, source, path } of findings) {
    expect(message).toMatch(/^\S.*[^.]$/);
    expect(mend).toMatch(/^[A-Z].*\.$/);
    expect(source).toMatch(/^(LEK|GDPR|EDPB|Planet49) [^;]+$/);
    expect(path).toMatch(/^(services\[\d+\]|options\.|policy\.)/);
  }
});
