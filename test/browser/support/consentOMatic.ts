/** Obeys a Consent-O-Matic rule in a page: just the methods, actions and matchers that ours uses, written for the tests after that project's documentation. */
import type { Page } from '@playwright/test';

/** What the visitor has told Consent-O-Matic of each of its purposes. */
export type Wishes = Record<'A' | 'B' | 'D' | 'E' | 'F' | 'X', boolean>;

interface Place {
  selector: string;
  displayFilter?: boolean;
}

interface Config {
  type: string;
  parent?: Place;
  target: Place;
  action: Config;
  trueAction: Config;
  falseAction: Config;
  toggleAction: Config;
  matcher: Config;
  consents: Config[];
}

interface Rule {
  detectors: Record<'presentMatcher' | 'showingMatcher', Config[]>[];
  methods: { name: string; action: Config }[];
}

/** Runs within the page; returns the selectors that were clicked, or nothing where no banner was found to show. */
async function obeyHere([rule, wishes]: [Rule, Wishes]): Promise<string[] | undefined> {
  const clicked: string[] = [];
  // `runrooted` begins every search at its target, and a search looks into the shadow root of where it begins.
  let base: Element | undefined;

  const within = (from: Element | undefined, { selector, displayFilter }: Place) =>
    [...(from?.shadowRoot ?? from ?? document).querySelectorAll<HTMLInputElement>(selector)].find(
      (element) => !displayFilter || element.offsetHeight !== 0,
    );
  const find = ({ parent, target }: Config) => {
    const from = parent ? within(base, parent) : base;
    return parent && !from ? undefined : within(from, target);
  };

  const matchers: Record<string, (config: Config) => boolean> = {
    css: (config) => !!find(config),
    checkbox(config) {
      const box = find(config);
      if (!box) throw new Error('no such checkbox');
      return box.checked;
    },
  };
  const matches = (config: Config) => matchers[config.type]!(config);

  const actions: Record<string, (config: Config) => unknown> = {
    hide: (config) => void find(config)?.classList.add('ConsentOMatic-CMP-Hider'),
    async runrooted(config) {
      const before = base;
      base = find(config);
      if (base) await run(config.action);
      base = before;
    },
    ifallowall: (config) => run(Object.values(wishes).every(Boolean) ? config.trueAction : config.falseAction),
    ifallownone: (config) => run(Object.values(wishes).some(Boolean) ? config.falseAction : config.trueAction),
    async consent({ consents }) {
      for (const { type, matcher, toggleAction } of consents) {
        let isOn: boolean | undefined;
        try {
          isOn = matches(matcher);
        } catch {
          // This site does not ask about that.
          continue;
        }
        if (isOn !== wishes[type as keyof Wishes]) await run(toggleAction);
      }
    },
    async click(config) {
      const element = find(config);
      if (!element) return;
      clicked.push(config.target.selector);
      element.click();
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
  const run = (config: Config) => actions[config.type]!(config);

  const [{ presentMatcher, showingMatcher }] = rule.detectors as [Rule['detectors'][number]];
  if (![...presentMatcher, ...showingMatcher].every(matches)) return undefined;
  for (const name of ['HIDE_CMP', 'OPEN_OPTIONS', 'HIDE_CMP', 'DO_CONSENT', 'SAVE_CONSENT'])
    for (const method of rule.methods) if (method.name === name) await run(method.action);
  return clicked;
}

/** Obeys the rule on the page; resolves to the selectors that were clicked, or to nothing where no banner shows. */
export const obey = (page: Page, rule: Rule, wishes: Wishes) =>
  page.evaluate(obeyHere, [rule, wishes] as [Rule, Wishes]);
