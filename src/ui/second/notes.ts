/** Says what a visitor ought to know before answering: why they are asked again, and what the browser says. */
import type { Port } from '../../hall/port.js';
import { saidOf } from '../facts.js';
import { amount, fill } from '../words.js';
import type { Texts } from './texts.js';

/** Returns the notes, most pressing first; none on an ordinary first visit. */
export const notesFor = ({ site, reason, gpc, isBlocked, $decision }: Port, texts: Texts): string[] => {
  const changes = saidOf(site.policy.changes ?? {}, texts);
  const why = { first: '', expired: texts.expired, major: texts['changed.major'], minor: texts['changed.minor'] }[
    reason() ?? 'first'
  ];
  const months = amount(site.options.months, texts['unit.mo']);
  return [
    fill(why, { months, changes }).replace('  ', ' '),
    isBlocked() ? texts['error.storage'] : '',
    // Who has said yes under it has been told, and what it turned off may be on (R34).
    gpc && !$decision.get()?.gpc ? texts.gpc : '',
  ].filter(Boolean);
};
