/** The half that asks and answers: turns what a visitor or the page says into state, and remembers it. */
import { GROUPS, PURPOSES, answer, own, statusOf, type Cell, type Decision } from '../decision/cells.js';
import { encodeDecision } from '../decision/cookie.js';
import { withOwnService, type Site } from '../manifest/resolve.js';
import { isBlocked, nameHere } from '../storage/cookie.js';
import type { TabMessage } from '../storage/tabs.js';
import { removeDecision, writeDecision } from '../storage/write.js';
import type { Answering, Core } from './halves.js';
import { createLogging } from './logging.js';
import type { GroupView, Port } from './port.js';
import { createScreen } from './screen.js';
import { keepVerdict } from './verdict.js';

/** Returns what puts an answer into force. */
const createDecide =
  ({ site: { asked, policy }, gpc, report, enter, judged }: Core): Port['decide'] =>
  (choice, method, shown) => {
    const isWord = typeof choice === 'string';
    const unknown = isWord ? [] : Object.keys(choice).filter((cell) => !asked.some((known) => known === cell));
    if (unknown.length) report(`there is no cell ${unknown.join(', ')} here, only ${asked.join(', ')}`);
    const cells = answer(
      asked,
      isWord ? Object.fromEntries(asked.map((cell) => [cell, choice === 'accept-all'])) : choice,
    );
    const isYes = statusOf(cells) !== 'rejected';
    const decision: Decision = { cells, at: Date.now(), policy: policy.version, method, ...(gpc && isYes && { gpc }) };
    enter(judged(decision), { source: 'here', event: choice === 'withdraw' ? 'withdrawn' : undefined, shown });
    return isYes;
  };

const groupsOf = ({ declared, asked }: Site, decision: Decision | undefined): GroupView[] =>
  GROUPS.map((group) => ({
    group,
    cells: PURPOSES.map((purpose): Cell => `${group}:${purpose}`)
      .filter((cell) => declared.includes(cell))
      .map((cell) => ({
        cell,
        isNecessary: !asked.includes(cell),
        isOn: !!decision && own(decision.cells, cell) === true,
      })),
  }));

/** Opens this half on the page's core. */
export const openAnswering = (core: Core): Answering => {
  const { state, door, report, channel } = core;
  const site = withOwnService(core.site, nameHere(core.site.options.domain));
  const { domain, months } = site.options;
  const screen = createScreen(core, () => port);
  const logging = createLogging(core);
  const decide = createDecide(core);
  core.alsoStop(() => {
    screen.stop();
    logging?.stop();
  });

  const prompt = (what: 'banner' | 'settings'): void => {
    state.prompt(what);
    screen.withUi(() => undefined);
    logging?.warm();
  };

  const port: Port = {
    site,
    gpc: core.gpc,
    $prompt: state.$prompt,
    $decision: state.$decision,
    texts: screen.texts,
    reason: core.reason,
    isBlocked,
    isLogDown: () => !!logging?.isDown(),
    groups: () => groupsOf(site, state.$decision.get()),
    decide,
    openSettings: () => prompt('settings'),
    close: () => (core.reason() && state.$prompt.get() === 'settings' ? prompt('banner') : state.prompt('none')),
    receipt: () => door.loadMore().then((more) => more.receipt(core, site)),
    erase: () => door.loadMore().then((more) => more.erase(core, site)),
    serviceOf: ({ service, category }) =>
      site.services.find(({ id, aliases, cell }) =>
        service === null ? cell === category : id === service || aliases?.includes(service),
      ),
  };

  return {
    acceptAll: () => void decide('accept-all', 'api'),
    rejectAll: () => void decide('reject-all', 'api'),
    save: (cells) => void decide({ ...cells }, 'api'),
    withdraw: () => void decide('withdraw', 'api'),
    show: () => prompt('banner'),
    showSettings: port.openSettings,
    hide: () => state.prompt('none'),
    receipt: port.receipt,
    erase: port.erase,
    setLocale: screen.setLocale,
    import: (decision) => door.loadMore().then((more) => more.take(core, decision)),
    remember(moment) {
      const { decision, once } = moment;
      if (!once) {
        if (!decision) removeDecision(domain);
        else if (!writeDecision(decision, { domain, months }))
          report('the browser keeps no cookies: the choice holds on this page only');
        channel?.postMessage({
          value: decision ? encodeDecision(decision) : '',
          at: decision?.at ?? 0,
        } satisfies TabMessage);
        if (door.keepsVerdict) keepVerdict(core.manifest);
      }
      logging?.add(moment, screen.lang());
    },
    flush: () => logging?.flush(),
    hold(held) {
      let undo: (() => void) | undefined;
      const release = (): void => {
        held.release();
        const service = port.serviceOf(held.mark);
        if (service) core.enter(state.$decision.get(), { source: 'here', event: 'embed', once: service.id });
      };
      screen.withUi((ui) => (undo ??= ui.placeholder(port, { ...held, release })));
      return () => (undo ??= () => undefined)();
    },
    declare: (elements) => screen.withUi((ui) => elements.forEach((element) => ui.declaration(port, element))),
    warm: () => screen.withUi((ui) => ui.warm(port)),
  };
};
