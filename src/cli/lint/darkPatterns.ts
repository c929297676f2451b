/** Finds words that press, mislead or take consent for granted in what the manifest says to visitors. */
import type { Manifest, Texts } from '../../manifest/types.js';
import type { Finding, Judge, Subject } from './finding.js';
import { LOADED, TRICKS, necessaryIn } from './words.js';

interface Words {
  readonly path: string;
  readonly lang: string;
  readonly text: string;
  /** Absent where the words are about the policy as a whole. */
  readonly service?: Manifest['services'][number];
}

const spoken = (texts: Texts | undefined, path: string): Words[] =>
  Object.entries(texts ?? {}).map(([lang, text]) => ({ path: `${path}.${lang}`, lang: lang.replace(/-.*/, ''), text }));

/** What the ready-made facts say is not the manifest's to mend. */
const isOwn = (value: unknown, known: unknown): boolean => JSON.stringify(value) !== JSON.stringify(known);

const wordsIn = ({ manifest: { policy, services, options }, facts }: Subject): Words[] => [
  ...spoken(policy.changes, 'policy.changes'),
  ...services.flatMap((service, index) => {
    const known = facts.find(({ id }) => id === service.use);
    const told = isOwn(service.data, known?.data) ? (service.data ?? []) : [];
    const data = told.flatMap((it, at): Words[] => {
      const path = `services[${index}].data[${at}]`;
      // Words without a language are in the manifest's own.
      const lang = (options?.locale ?? 'sv').replace(/-.*/, '');
      return typeof it === 'string' ? [{ path, lang, text: it }] : spoken(it, path);
    });
    const text = isOwn(service.text, known?.text) ? service.text : undefined;
    return [...spoken(text, `services[${index}].text`), ...data].map((words) => ({ ...words, service }));
  }),
];

type Found = Pick<Finding, 'severity' | 'message' | 'source'>;

const tricksOf = ({ text, service }: Words): Found[] => {
  const isNecessary = service?.purpose === 'necessary';
  const found = TRICKS.flatMap(({ pattern, why, source, isOfAsked }): Found[] => {
    const said = isNecessary && isOfAsked ? undefined : pattern.exec(text)?.[0];
    return said ? [{ severity: 'error', message: `"${said}" ${why}`, source }] : [];
  });
  const said = service && !isNecessary ? necessaryIn(text) : undefined;
  if (said)
    found.push({
      severity: service!.purpose === 'functional' ? 'warning' : 'error',
      message: `"${said}" is said of what is for ${service!.purpose}, and waits for a yes`,
      source: 'LEK 9:28',
    });
  return found;
};

const tonesOf = ({ text, lang }: Words): Found[] => {
  const said = LOADED[lang]?.exec(text)?.[0] ?? /[!\p{Extended_Pictographic}]/u.exec(text.replace(/[©®™]/g, ''))?.[0];
  return said
    ? [
        {
          severity: 'warning',
          message: `"${said}" praises, begs or warns`,
          source: 'GDPR 5(1)(a), EDPB 03/2022 Annex I',
        },
      ]
    : [];
};

/** Returns the texts that a fair question does without. The tricks are known in Swedish and English, loaded words in six languages. */
export const darkPatterns: Judge = (subject) =>
  wordsIn(subject).flatMap((words) => {
    const tricks = tricksOf(words);
    return (tricks.length ? tricks : tonesOf(words)).map((it): Finding => ({
      rule: 'dark-pattern',
      path: words.path,
      ...(words.service && { service: words.service.id }),
      mend: 'Say plainly what it does, and leave the choice to the visitor.',
      ...it,
    }));
  });
