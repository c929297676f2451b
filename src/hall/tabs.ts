/** Has this page go by what other tabs decide. */
import { learnFromTabs } from '../storage/tabs.js';
import type { Core } from './halves.js';
import { PLAN, readPlan } from './memory.js';

/** Obeys the word of another tab, or the cookie where there is none, from now on. */
export const followTabs = ({ kept, sumHere, enter, look, alsoStop }: Core): void => {
  const onNews = (word?: string | null): void => {
    // Most pages come by here without a word, and an exception costs Chromium a millisecond.
    const found = word && readPlan(word, sumHere);
    if (found && found.value !== kept()?.value) enter(found, { source: 'tab' });
    // The word of a page of another manifest or version is none for this page, but the cookie is. That often comes after the
    // word (one in ten in Firefox, one in five in Chromium, up to 34 ms); and a word may be overtaken by an answer given here.
    const glance = (): void => void (kept() && look('tab'));
    if (!found) glance();
    setTimeout(glance, 500);
  };
  learnFromTabs(PLAN, onNews, alsoStop);
};
