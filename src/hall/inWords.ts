/** Says in plain words what the visitor chose, and what each record of the log says, in the language of the page. */
import { grantedIn, statusOf, type Cell, type Cells, type Group, type Purpose } from '../decision/cells.js';
import type { BannerTexts, RightsTexts, SettingsTexts } from '../manifest/locale.js';
import type { Site } from '../manifest/resolve.js';
import type { KeptRecord } from '../signals/mine.js';
import type { Receipt, Rights } from './port.js';

export type Texts = BannerTexts & SettingsTexts & RightsTexts;

const fill = (text: string, names: string): string => text.replace('{names}', () => names);

const join = (items: readonly string[], { and }: Texts): string =>
  [items.slice(0, -1).join(', '), ...items.slice(-1)].filter(Boolean).join(` ${and} `);

/** Returns a date in words, with the time of day or without. */
const dateOf = (iso: string, { lang }: Texts, how?: 'timed'): string =>
  new Intl.DateTimeFormat(lang, { dateStyle: 'long', ...(how && { timeStyle: 'short' }) }).format(new Date(iso));

/** Returns the cells of a record, each true or false. */
export const cellsOf = ({ state }: KeptRecord): Cells =>
  Object.fromEntries(
    (Object.entries(state) as [Group, Record<Purpose, boolean>][]).flatMap(([group, said]) =>
      Object.entries(said).map(([purpose, isOn]) => [`${group}:${purpose}` as Cell, isOn]),
    ),
  );

const choiceOf = (cells: Cells, texts: Texts): string => {
  const status = statusOf(cells);
  if (status !== 'custom') return texts[`rights.${status}`];
  // Each purpose with its group: it may have a yes in one and a no in another.
  const names = grantedIn(cells).map((cell) => {
    const [group, purpose] = cell.split(':') as [Group, Purpose];
    return `${texts[`purpose.${purpose}`]} (${texts[`group.${group}`]})`;
  });
  return fill(texts['rights.custom'], join(names, texts));
};

/** Returns whose content an embed showed: by the name that the site gives now, else by the id of then. */
const namesOf = (ids: readonly string[], { services }: Site, texts: Texts): string =>
  join(
    ids.map((id) => {
      const { name, provider } = services.find((service) => service.id === id) ?? {};
      return name ?? provider ?? id;
    }),
    texts,
  );

const sayRecord = (record: KeptRecord, site: Site, texts: Texts): string => {
  if (record.event === 'embed') return fill(texts['rights.embed'], namesOf(record.services, site, texts));
  return record.event === 'withdrawn' ? texts['rights.withdrawn'] : choiceOf(cellsOf(record), texts);
};

/** Returns when each record was made, and what it says. */
export const sayRecords = (records: readonly KeptRecord[], site: Site, texts: Texts): NonNullable<Rights['said']> =>
  records.map((record) => [dateOf(record.time, texts, 'timed'), sayRecord(record, site, texts)]);

/** Returns what the visitor chose, when, until when, under which id and version. */
const sayChoice = ({ decision, consentId, policy }: Receipt, texts: Texts): string[] => {
  if (!decision) return [texts['last.none']];
  // Of a refusal only the day is kept (R40).
  const when = dateOf(decision.at, texts, decision.status === 'rejected' ? undefined : 'timed');
  return [
    `${when}: ${choiceOf(decision.cells, texts)}.`,
    `${texts['last.until']}: ${dateOf(decision.validUntil, texts)}.`,
    ...(consentId ? [`${texts['last.id']}: ${consentId}.`] : []),
    `${texts['last.version']}: ${policy.version}.`,
  ];
};

const sayLog = (said: Rights['said'], texts: Texts): string[] => {
  if (!said) return [texts['rights.failed']];
  if (!said.length) return [texts['rights.none']];
  return [texts['rights.shown'], ...said.map(([when, what]) => `${when}: ${what}.`)];
};

/** Returns the whole in sentences: the choice, what the log has where the site has one, how to withdraw, and where to complain. */
export const inWords = (receipt: Receipt, rights: Pick<Rights, 'said'> | undefined, texts: Texts): string[] => [
  ...sayChoice(receipt, texts),
  ...(rights ? sayLog(rights.said, texts) : []),
  texts['banner.withdraw'],
  texts.complaint,
];
