/** Puts autoconsent, the extension's own code, on a test's site, and has a page answer it as the extension does. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Site } from './site.js';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** Every rule that autoconsent ships, for hundreds of other banners. */
const others: unknown[] = JSON.parse(read('node_modules/@duckduckgo/autoconsent/rules/rules.json')).autoconsent;

/** Returns a built rule file. */
export const builtRule = (name: 'autoconsent' | 'consent-o-matic') => JSON.parse(read(`dist/rules/${name}.json`));

/** What the extension is told of a page, in the order in which it is told. */
interface Heard {
  type: string;
  cmp?: string;
  result?: boolean;
}

interface Setting {
  autoAction: 'optOut' | 'optIn' | null;
  enablePrehide?: boolean;
  prehideTimeout?: number;
  /** Instead of all rules and ours. */
  rules?: readonly unknown[];
}

/** Answers autoconsent from within the page, where no message is too large for an engine's inspector. */
function answer(config: object) {
  type Told = Heard & { scheduleSelfTest?: boolean };
  const tab = window as unknown as { heard: Told[] } & Record<'autoconsentSendMessage', (told: Told) => Promise<void>> &
    Record<'autoconsentReceiveMessage', (said: object) => Promise<void>>;
  tab.heard = [];
  tab.autoconsentSendMessage = async (told) => {
    if (told.type === 'init') {
      const rules = await fetch('/machine/rules.json').then((response) => response.json());
      return tab.autoconsentReceiveMessage({ type: 'initResp', config, rules });
    }
    if (told.type === 'report') return;
    tab.heard.push(told);
    // As the extension does once it is done, where the rule can test itself.
    if (told.type === 'autoconsentDone' && tab.heard.some(({ scheduleSelfTest }) => scheduleSelfTest))
      await tab.autoconsentReceiveMessage({ type: 'selfTest' });
  };
}

/** Puts autoconsent with its rules and ours on the site; returns the tags with which a page begins. */
export function machineOn(site: Site, { rules = [...others, builtRule('autoconsent')], ...setting }: Setting) {
  const config = { enabled: true, isMainWorld: true, detectRetries: 20, enablePrehide: false, ...setting };
  site.file('/machine/rules.json', JSON.stringify({ autoconsent: rules }));
  site.file('/machine/answer.js', `(${String(answer)})(${JSON.stringify(config)})`);
  site.file('/machine/autoconsent.js', read('node_modules/@duckduckgo/autoconsent/dist/autoconsent.playwright.js'));
  return '<script src="/machine/answer.js"></script><script src="/machine/autoconsent.js"></script>';
}

/** Returns what the extension has been told of the page that shows. */
export const heardOn = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { heard: Heard[] }).heard.map(({ type, cmp, result }) =>
      [type, cmp, result].filter((part) => part !== undefined).join(' '),
    ),
  );
