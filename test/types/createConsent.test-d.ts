/** Says what must compile for those who use samtycke from TypeScript, and what must not; `tsc -p test` is the test. */
import { createConsent, type Cell, type Consent, type Decision, type Manifest, type Status } from '../../src/index.js';

declare const manifest: Manifest;

const consent: Consent = createConsent(manifest);
createConsent(manifest, { locale: 'sv', log: '/samtycke/records', googleConsentMode: true });
createConsent(fetch('/samtycke.json').then((answer) => answer.json() as Promise<Manifest>));
const stop: () => void = consent.start();
stop();

// @ts-expect-error there must be a manifest
createConsent();
// @ts-expect-error a text is no manifest
createConsent('/samtycke.json');
// @ts-expect-error no option hides the refusal
createConsent(manifest, { hideReject: true });
// @ts-expect-error a language is a text
createConsent(manifest, { locale: 46 });

const isGranted: boolean = consent.has('statistics');
consent.has('necessary');
consent.has('third-party');
consent.has('third-party:marketing');
consent.has('statistics & marketing');
consent.has('!marketing');
consent.has('(statistics | functional) & !third-party');
// @ts-expect-error there is no purpose of that name
consent.has('analytic');
// @ts-expect-error there is no purpose of that name, whatever other tools call it
consent.has('analytics');
// @ts-expect-error there is no cell of that name
consent.has('third-party:analytics');
// @ts-expect-error there is no group of that name
consent.has('thirdparty');
// @ts-expect-error it asks one expression
consent.has(['statistics']);
// @ts-expect-error it asks about something
consent.has();

const status: Status = consent.status();
// @ts-expect-error the words are undecided, accepted, rejected and custom
if (status === 'granted') void status;
const decision: Decision | undefined = consent.decision();
// @ts-expect-error there may be no decision yet
void decision.at;
// @ts-expect-error a decision is not to be changed in place
if (decision) decision.policy = '2.0.0';
// @ts-expect-error nor are its cells
if (decision) decision.cells['session:statistics'] = true;

consent.save({ 'permanent:statistics': true, 'third-party:marketing': false });
// @ts-expect-error a purpose is no cell
consent.save({ statistics: true });
// @ts-expect-error an answer is true or false
consent.save({ 'permanent:statistics': 'granted' });

consent.on('change', ({ status, granted, changed, method }) => void [status, granted, changed, method]);
consent.on('error', ({ message }) => void message?.trim());
const unhear: () => void = consent.on('first-consent', () => undefined);
// @ts-expect-error there is no event of that name
consent.on('accepted', () => undefined);
// @ts-expect-error who listens is a function
consent.on('change');

const granted: readonly Cell[] = consent.$granted.get();
consent.$decision.subscribe((value) => void value?.cells);
// @ts-expect-error the stores are only read
consent.$decision.set(undefined);

consent.acceptAll();
consent.rejectAll();
consent.withdraw();
consent.showSettings();
// @ts-expect-error there is no way to grant without an answer
consent.grant('statistics');

const services: Manifest['services'] = [
  { id: 'a', provider: 'A', purpose: 'statistics', cookies: [{ name: '_a', lifetime: '1y' }] },
  // @ts-expect-error there is no such purpose
  { id: 'b', provider: 'B', purpose: 'analytics', cookies: [] },
  // @ts-expect-error there is no other basis than consent
  { id: 'c', provider: 'C', purpose: 'marketing', cookies: [], legalBasis: 'legitimate-interest' },
  // @ts-expect-error its cookies are to be declared, be it none
  { id: 'd', provider: 'D', purpose: 'marketing' },
  // @ts-expect-error the reasons are a closed list
  { id: 'e', provider: 'E', purpose: 'necessary', cookies: [], necessary: { reason: 'analytics' } },
];

void [isGranted, unhear, granted, services];
