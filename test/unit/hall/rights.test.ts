/** Shows what visitors are told of their consent: in plain words, and as a document to keep (R42). */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import de from '../../../locales/de.js';
import fi from '../../../locales/fi.js';
import sv from '../../../locales/sv.js';
import { banner } from '../../../locales/sv/banner.js';
import { settings } from '../../../locales/sv/settings.js';
import type { Cells } from '../../../src/decision/cells.js';
import type { Desk } from '../../../src/hall/halves.js';
import { receipt, rights } from '../../../src/hall/more.js';
import type { RightsSpoken } from '../../../src/hall/port.js';
import type { makeStatement } from '../../../src/hall/statement.js';
import type { KeptRecord } from '../../../src/signals/mine.js';
import { KEY, openStore } from '../../../src/signals/store.js';
import { goTo } from '../cookieJar.js';
import { decisionOf } from '../decision/decisions.js';
import { serviceOf, siteOf } from '../manifest/manifests.js';
import { clearStore } from '../signals/logs.js';

const [YES, NO, TEXTS] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string];
const services = [
  serviceOf({ id: 'login', purpose: 'necessary', necessary: { reason: 'login' } }),
  serviceOf({
    id: 'counter',
    provider: 'Räknaren AB',
    data: ['sidvisningar', { sv: 'enhet', de: 'Gerät' }, { en: 'place' }],
    cookies: [{ name: 'counter', lifetime: '30d' }],
    recipients: [{ name: 'Driftbolaget AB', role: 'processor' }],
    countries: ['US'],
  }),
  serviceOf({
    id: 'film',
    name: 'Exempelfilm',
    provider: 'Exempelfilm AB',
    purpose: 'functional',
    hosts: ['film.example'],
  }),
];
const site = {
  ...siteOf(services, { log: '/samtycke/records' }),
  controller: { name: 'AssistMe AB', orgNumber: '559246-3425', email: 'privacy@assistme.eu', dpo: 'dpo@assistme.eu' },
};
const granted: Cells = { 'permanent:statistics': true, 'third-party:functional': false };

const recordOf = (more: Partial<KeptRecord>): KeptRecord => ({
  schema: 1,
  recordId: `0${more.seq}`,
  consentId: 'id',
  prev: null,
  seq: 1,
  clientTime: '2026-11-22T11:00:00.000Z',
  event: 'granted',
  method: 'banner',
  layer: 1,
  state: { permanent: { statistics: true }, 'third-party': { functional: true } },
  services: ['counter', 'film'],
  policyVersion: '2.1.0',
  policyHash: 'd'.repeat(64),
  textHash: TEXTS,
  uiVersion: '0.1.0',
  sdkVersion: '0.1.0',
  locale: 'sv',
  site: 'assistme.eu',
  validUntil: '2027-05-22T11:00:00.000Z',
  gpc: false,
  formFactor: 'desktop',
  time: '2026-11-22T11:00:01.000Z',
  ...more,
});
const state = { permanent: { statistics: true }, 'third-party': { functional: false } };
const none = { permanent: { statistics: false }, 'third-party': { functional: false } };
const kept = [
  recordOf({ seq: 1 }),
  recordOf({ seq: 2, event: 'changed', method: 'settings', layer: 2, textHash: YES, state }),
  recordOf({ seq: 3, event: 'embed', method: 'embed', layer: null, textHash: null, state, services: ['film'] }),
  recordOf({ seq: 4, event: 'embed', method: 'embed', layer: null, textHash: null, state, services: ['gone'] }),
  recordOf({ seq: 5, event: 'withdrawn', layer: 2, textHash: NO, state: none, services: [] }),
  recordOf({ seq: 6, event: 'refused', textHash: TEXTS, state: none, services: [] }),
];

const deskOf = (decision: ReturnType<typeof decisionOf> | undefined = decisionOf(granted), on = site) =>
  ({ site: on, store: openStore(), state: { $decision: { get: () => decision } } }) as unknown as Desk;
type Statement = Omit<ReturnType<typeof makeStatement>, 'events'> & { events: unknown[] };
const json = (value: unknown) => new Response(JSON.stringify(value));
const statementOf = async (desk = deskOf(), spoken: RightsSpoken = sv) =>
  JSON.parse(await (await rights(desk, spoken)).statement()) as Statement;

beforeEach(() => {
  goTo('https://www.assistme.eu/skada?x=1');
  clearStore();
  openStore().set(KEY, 'id.secret');
  vi.stubGlobal('fetch', async (url: string) => {
    if (url.endsWith('/samtycke/records/mine')) return json({ records: kept });
    return url.endsWith(`/samtycke/artefacts/${TEXTS}`) ? json({ lang: 'sv' }) : new Response('', { status: 404 });
  });
});
afterEach(() => vi.unstubAllGlobals());

const what = async (spoken: RightsSpoken) => (await rights(deskOf(), spoken)).said!.map(([, said]) => said);

test('R42 says of each record when and what, in plain Swedish', async () => {
  const { said } = await rights(deskOf(), { ...banner, ...settings });
  expect(said![0]![0]).toMatch(/^22 november 2026 kl\. \d\d:00$/);
  expect(said!.map(([, it]) => it)).toEqual([
    'Du godkände alla',
    'Du godkände statistik (Permanenta kakor)',
    'Du visade innehåll från Exempelfilm en gång',
    'Du visade innehåll från gone en gång',
    'Du tog tillbaka ditt samtycke',
    'Du nekade alla',
  ]);
});

test('R42 says it in the language of the page', async () => {
  expect((await what(de)).slice(0, 3)).toEqual([
    'Sie haben alle akzeptiert',
    'Sie haben Statistik (Dauerhafte Cookies) akzeptiert',
    'Sie haben einmal Inhalt von Exempelfilm angezeigt',
  ]);
  expect((await what(fi))[1]).toBe('Hyväksyit nämä: tilastointi (Pysyvät evästeet)');
});

test('R42 writes a statement with every field that ISO/IEC TS 27560 asks for', async () => {
  const { record_header, pii_processing, party_identification, ...rest } = await statementOf();
  expect(record_header).toEqual({
    schema_version: 'ISO/IEC TS 27560:2023',
    record_id: '06',
    pii_principal_id: 'id',
  });
  const { purposes, ...processing } = pii_processing;
  expect(processing).toEqual({
    privacy_notice: { version: '1.0.0', url: 'https://www.assistme.eu/integritetspolicy' },
    language: 'sv',
    validity_duration: 'P6M',
    storage_locations: ['assistme.eu', 'www.assistme.eu'],
    jurisdiction: 'SE',
    authority_party: sv.complaint,
    withdrawal_method: expect.stringContaining('Kakinställningar längst ner på sidan'),
  });
  expect(purposes).toHaveLength(2);
  expect(purposes[0]).toEqual({
    purpose: 'statistics',
    lawful_basis: 'consent',
    cell: 'permanent:statistics',
    granted: true,
    service: { id: 'counter', provider: 'Räknaren AB' },
    pii_information: ['sidvisningar', 'enhet', 'place'],
    recipient_third_parties: ['Driftbolaget AB'],
    processing_locations: ['US'],
    storage: [{ name: 'counter', lifetime: '30d' }],
  });
  expect(purposes[1]).toMatchObject({ cell: 'third-party:functional', granted: false });
  expect(party_identification).toEqual([
    {
      party_role: 'pii_controller',
      party_name: 'AssistMe AB',
      party_id: '559246-3425',
      party_email: 'privacy@assistme.eu',
      party_contact: 'dpo@assistme.eu',
    },
  ]);
  expect(rest).toMatchObject({ schema: 'samtycke-statement-1', decision: { status: 'custom' } });
});

test('R42 tells in the statement every field of every record', async () => {
  const { events } = await statementOf();
  expect(events).toHaveLength(kept.length);
  const { time, event, state: _, ...others } = kept[1]!;
  expect(events[1]).toEqual({
    event_time: time,
    event_type: event,
    event_state: { 'permanent:statistics': true, 'third-party:functional': false },
    ...others,
  });
});

test('R42 puts into the statement the texts as they were shown, and null for those that the log does not have', async () => {
  expect((await statementOf()).texts).toEqual({ [TEXTS]: { lang: 'sv' }, [YES]: null, [NO]: null });
});

test('R42 says the whole in plain sentences', async () => {
  const { inWords } = await statementOf();
  expect(inWords.slice(0, 6)).toEqual([
    expect.stringMatching(/^22 november 2026 kl\. \d\d:48: Du godkände statistik \(Permanenta kakor\)\.$/),
    expect.stringMatching(/^Gäller till: 22 maj 2027\.$/),
    'Samtyckes-id: id.',
    'Version: 1.0.0.',
    'Det här står i vår logg:',
    expect.stringMatching(/^22 november 2026 kl\. \d\d:00: Du godkände alla\.$/),
  ]);
  expect(inWords).toHaveLength(5 + kept.length + 2);
  expect(inWords.slice(-2)).toEqual([sv['banner.withdraw'], sv.complaint]);
});

test('R42 tells nothing from no answer, and either from a site without a log', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  const down = await statementOf();
  expect([down.events, down.texts, down.record_header.record_id]).toEqual([null, {}, null]);
  expect(down.inWords).toContain(sv['rights.failed']);
  openStore().remove(KEY);
  const nothing = await statementOf();
  expect([nothing.events, nothing.record_header.pii_principal_id]).toEqual([[], null]);
  expect(nothing.inWords).toContain(sv['rights.none']);
  const without = await statementOf(deskOf(undefined, { ...site, options: { months: 6 } }));
  expect(without.events).toBeNull();
  expect(without.inWords).toEqual([
    expect.stringMatching(/statistik \(Permanenta kakor\)\.$/),
    expect.any(String),
    'Version: 1.0.0.',
    sv['banner.withdraw'],
    sv.complaint,
  ]);
});

test('R42 says of a refusal its day alone, and of no decision that there is none', async () => {
  const refusal = decisionOf({ 'permanent:statistics': false, 'third-party:functional': false });
  expect((await statementOf(deskOf(refusal))).inWords[0]).toBe('22 november 2026: Du nekade alla.');
  const desk = { ...deskOf(), state: { $decision: { get: () => undefined } } } as unknown as Desk;
  expect((await statementOf(desk)).inWords[0]).toBe(sv['last.none']);
});

test('R42 keeps lists as lists where a page has changed toJSON', async () => {
  const arrays = Array.prototype as { toJSON?: () => string };
  arrays.toJSON = () => 'bent';
  try {
    expect((await statementOf()).inWords).toEqual(expect.any(Array));
  } finally {
    delete arrays.toJSON;
  }
});

test('keeps the receipt as it was', () => {
  expect(receipt(deskOf())).toMatchObject({ schema: 'samtycke-receipt-1', consentId: 'id', site: 'assistme.eu' });
});
