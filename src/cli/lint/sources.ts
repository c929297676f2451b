/** Finds facts that rest on no source, and purposes that the known facts speak against. */
import { unverified } from '../../services/verified.js';
import { quoted, type Finding, type Judge } from './finding.js';
import { knownByHost, knownByItem } from './stored.js';

/** How an id looks is told to no visitor. */
const isTold = (fact: string): boolean => fact !== 'key' && fact !== 'fields';

/** Returns the ready-made services whose facts rest on no source; a field given beside `use` is its owner's to vouch for. */
export const unsourcedFacts: Judge = ({ manifest: { services }, given, facts }) =>
  services.flatMap(({ id, use }, index): Finding[] => {
    const known = facts.find((it) => it.id === use);
    const doubtful = (known ? unverified(known) : []).filter(
      (fact) => isTold(fact) && !given[index]?.includes(fact.replace(/\..*/, '')),
    );
    return doubtful.length
      ? [
          {
            rule: 'unsourced-fact',
            severity: 'warning',
            path: `services[${index}]`,
            service: id,
            message: `no source vouches for ${doubtful.length} of its facts: ${doubtful.join(', ')}`,
            mend: 'Compare them with what the vendor says, and give beside "use" what you have checked.',
            source: 'GDPR 5(2), 13',
          },
        ]
      : [];
  });

/** Returns the services that are written by hand, and are for another purpose than what is known by their hosts and names. */
export const doubtfulPurposes: Judge = ({ manifest: { services }, facts }) =>
  services.flatMap(({ id, use, purpose, hosts = [], cookies }, index): Finding[] => {
    if (use || purpose === 'necessary') return [];
    const traits = [
      ...hosts.map((name) => ({ name, known: knownByHost(name, facts) })),
      ...cookies.map((item) => ({ name: item.name, known: knownByItem(item, facts) })),
    ];
    const strange = traits.filter(({ known }) => known.length && known.every((it) => it.purpose !== purpose));
    const known = strange.flatMap((it) => it.known);
    return strange.length
      ? [
          {
            rule: 'doubtful-purpose',
            severity: 'warning',
            path: `services[${index}].purpose`,
            service: id,
            message: `it is for ${purpose}, and the facts know ${quoted(strange.map(({ name }) => name))} from ${quoted(known.map(({ name }) => name))}, for ${[...new Set(known.map((it) => it.purpose))].join(' or ')}`,
            mend: `Choose that purpose, or be ready to say why not; { "use": "${known[0]!.id}" } brings the facts.`,
            source: 'GDPR 4(11), 5(1)(b)',
          },
        ]
      : [];
  });
