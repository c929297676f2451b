/** The half that asks and answers: what a visitor sees and does, and what a page asks of us. */
import { GROUPS, PURPOSES, type Cell, type Decision } from '../decision/cells.js';
import type { Shown } from '../decision/moment.js';
import { isGranted } from '../manifest/granted.js';
import { isSensitive } from '../manifest/permit.js';
import type { Site } from '../manifest/resolve.js';
import { note } from '../signals/note.js';
import { isBlocked } from '../storage/cookie.js';
import { createDesk } from './desk.js';
import type { Answering, AnsweringHalf, Core, Desk, Loaders } from './halves.js';
import { createLogging, type Logging } from './logging.js';
import type { GroupView, Port } from './port.js';
import { createScreen, fetchAhead, type Screen } from './screen.js';
import { siteOf } from './site.js';

/** Returns the groups; a switch stands on only where the visitor has said yes to all behind it: what came since, they have not (Planet49 §§52-65). */
const groupsOf = ({ declared, asked, services }: Site, decision: Decision | undefined): GroupView[] =>
  GROUPS.map((group) => ({
    group,
    cells: PURPOSES.map((purpose): Cell => `${group}:${purpose}`)
      .filter((cell) => declared.includes(cell))
      .map((cell) => ({
        cell,
        isNecessary: !asked.includes(cell),
        isOn: services.every((service) => service.cell !== cell || isGranted(service, decision)),
      })),
  }));

interface Room {
  readonly screen: Screen;
  readonly logging: Logging;
  readonly prompt: (what: 'banner' | 'settings') => void;
}

const portOf = (desk: Desk, { screen, logging, prompt }: Room): Port => {
  const { site, gpc, state, door } = desk;
  // None where what judges the cookie did not come; answering makes one.
  const reason = () => desk.kept()?.plan.ask;
  return {
    site,
    gpc,
    reason,
    isBlocked,
    $prompt: state.$prompt,
    $decision: state.$decision,
    texts: screen.texts,
    isLogDown: logging.isDown,
    groups: () => groupsOf(site, state.$decision.get()),
    decide: desk.decide,
    openSettings: () => prompt('settings'),
    close: () => (reason() && state.$prompt.get() === 'settings' ? prompt('banner') : state.prompt('none')),
    receipt: () => door.load('more').then((more) => more.receipt(desk)),
    erase: () => door.load('more').then((more) => more.erase(desk)),
    rights: (spoken) => door.load('more').then((more) => more.rights(desk, spoken)),
    isBarred: ({ id }) => {
      const { plan } = desk.kept()!;
      return !!plan.services[id]?.isIntimate && isSensitive(plan, location.pathname);
    },
    serviceOf: ({ service, category }) =>
      site.services.find(({ id, aliases, cell }) =>
        service === null ? cell === category : id === service || aliases?.includes(service),
      ),
  };
};

/** Opens this half on the page's core; throws where the manifest is wrong, and has it said what is. */
const openWith = (core: Core, loaders: Loaders): Answering => {
  const { state, door } = core;
  const site = siteOf(core);
  if (!site) {
    core.withLater('more', (more) => more.explain(core));
    throw new Error('the manifest is wrong');
  }
  const desk = createDesk(core, site);
  const { log } = site.options;
  const screen = createScreen(desk, loaders, () => port);
  const logging = createLogging(desk, loaders);
  const prompt: Room['prompt'] = (what) => {
    state.prompt(what);
    screen.withUi(() => undefined);
    if (log) logging.warm();
  };
  const port = portOf(desk, { screen, logging, prompt });
  core.alsoStop(() => {
    screen.stop();
    logging.stop();
  });

  return {
    judge: desk.judge,
    acceptAll: () => void desk.decide('accept-all', 'api'),
    rejectAll: () => void desk.decide('reject-all', 'api'),
    save: (cells) => void desk.decide({ ...cells }, 'api'),
    withdraw: () => void desk.decide('withdraw', 'api'),
    show: () => prompt('banner'),
    showSettings: port.openSettings,
    hide: () => state.prompt('none'),
    receipt: port.receipt,
    erase: port.erase,
    setLocale: screen.setLocale,
    import: (decision) => door.load('more').then((more) => more.take(desk, decision)),
    remember({ decision, before, event, once, shown }) {
      if (!once) desk.write();
      if (!log || !(decision ?? once)) return;
      const services = core.kept()!.plan.runs;
      note({ decision, before, event, once, shown, gpc: core.gpc, services, locale: screen.lang() }, core.store);
      logging.flush();
    },
    flush: logging.flush,
    hold(held) {
      let undo: (() => void) | undefined;
      const release = (shown: Shown): void => {
        const service = port.serviceOf(held.mark);
        // A page without reloads may have come to a sensitive path since the placeholder was drawn.
        if (service && port.isBarred(service)) return;
        held.release(shown);
        if (service) core.enter(core.kept()!, { source: 'here', event: 'embed', once: service.id, shown });
      };
      screen.withUi((ui) => (undo ??= ui.placeholder(port, { ...held, release })));
      return () => (undo ??= () => undefined)();
    },
    declare: (elements) => screen.withUi((ui) => elements.forEach((element) => ui.declaration(port, element))),
    warm: () => screen.withUi((ui) => ui.warm(port)),
  };
};

/** Returns this half, for what a door can load. */
export const answeringWith = (loaders: Loaders): AnsweringHalf => ({
  open: (core) => openWith(core, loaders),
  fetchAhead: (core) => fetchAhead(core, loaders),
});
