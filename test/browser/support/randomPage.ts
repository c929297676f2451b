/** Draws pages of scripts of every kind from a seed, and writes each as the parser would meet it or as samtycke holds it. */
import { createHash } from 'node:crypto';
import { createRandom } from '../../setup/sample.js';
import { pageOf } from './pages.js';

type Act = 'dcl' | 'load' | 'onload' | 'ready' | 'state' | 'write';

/** One script of a page. */
export interface Drawn {
  id: string;
  kind: 'classic' | 'module' | 'nomodule' | 'json' | 'importmap';
  isExternal: boolean;
  /** `async`, `defer`, or nothing. */
  when: string;
  fault: '' | 'missing' | 'throws' | 'integrity';
  /** How long the server takes, in milliseconds. */
  delay: number;
  acts: Act[];
  hasImport: boolean;
  isHeldByDataSrc: boolean;
  isInHead: boolean;
  attributes: Record<string, string>;
}

export interface RandomPage {
  seed: number;
  hasPolicy: boolean;
  scripts: Drawn[];
}

/** As samtycke meets them: asked for after the page has loaded, or with the consent of an earlier visit. */
export type Mode = 'native' | 'held';

/** Returns whether the script runs where it stands, so that all behind it comes later. */
export const isClassic = ({ kind, when, isExternal }: Drawn) => kind === 'classic' && (!when || !isExternal);
/** Returns whether the script may run at any time. */
export const isAsync = ({ kind, when, isExternal }: Drawn) => when === 'async' && (isExternal || kind === 'module');

const acts: Record<Act, (id: string) => string> = {
  dcl: (id) =>
    `document.addEventListener('DOMContentLoaded', function (e) { said('dcl ${id}', e, this === document) });`,
  load: (id) => `window.addEventListener('load', function (e) { said('load ${id}', e, this === window) });`,
  onload: (id) => `{ const old = window.onload; window.onload = (e) => { old?.(e); said('onload ${id}', e, true) }; }`,
  ready: (id) =>
    `{ const f = () => said('ready ${id}'); document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', f) : f(); }`,
  state: (id) =>
    `document.addEventListener('readystatechange', () => document.readyState === 'complete' && said('state ${id}'));`,
  write: () => '',
};

/** What a script writes: an element in two pieces, and scripts that run before what stands behind the writer. */
const writes = (id: string, seed: number) =>
  `document.write('<b id="${id}-w1">1'); document.write('</b><i id="${id}-w2"></i>');
   document.write('<script nonce="x" id="${id}-w3">note("${id}-w3")</' + 'script>'); note('${id} wrote');
   document.write('<script nonce="x" id="${id}-w4" src="/written.js?seed=${seed}&id=${id}-w4"></' + 'script><u id="${id}-w5"></u>');
   document.write('<script nonce="x" id="${id}-w6">note("${id}-w6")</' + 'script>');`;

/** Returns the text of a script. */
export const textOf = ({ id, kind, acts: own, fault, hasImport }: Drawn, seed: number) => {
  if (kind === 'json') return '{"a":1}';
  if (kind === 'importmap') return `{"imports":{"bare":"/dependency.js?seed=${seed}"}}`;
  const lines = [hasImport ? 'import "bare";' : '', `note('${id}');`, ...own.map((act) => acts[act](id))];
  if (own.includes('write')) lines.push(writes(id, seed));
  if (fault === 'throws') lines.push(`throw new Error('${id}');`);
  return lines.join('\n');
};

const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** Returns the page that the seed stands for. */
export function drawPage(seed: number): RandomPage {
  const random = createRandom(seed);
  const chance = (share: number) => random() < share;
  const pick = <T>(...of: T[]): T => of[Math.floor(random() * of.length)]!;
  const scripts: Drawn[] = [];
  const count = 3 + Math.floor(random() * 8);
  const heads = Math.floor(random() * (count + 1));
  for (let index = 0; index < count; index++) {
    const kind = pick('classic', 'classic', 'classic', 'classic', 'classic', 'module', 'module', 'nomodule', 'json');
    const script: Drawn = {
      id: `s${index}`,
      kind,
      isExternal: kind !== 'json' && chance(0.6),
      when: pick('', '', '', 'async', 'defer'),
      fault: chance(0.2) ? pick('missing', 'throws', 'integrity') : '',
      delay: chance(0.3) ? 0 : Math.floor(random() * 60),
      acts: [],
      hasImport: kind === 'module' && chance(0.4),
      isHeldByDataSrc: chance(0.4),
      isInHead: index < heads,
      attributes: {},
    };
    if (!script.isExternal && script.fault !== 'throws') script.fault = '';
    if (!isAsync(script))
      script.acts = (['dcl', 'load', 'onload', 'ready', 'state'] as const).filter(() => chance(0.2));
    if (isClassic(script) && !script.isInHead && chance(0.2)) script.acts.push('write');
    const more: [string, string][] = [
      ['crossorigin', pick('anonymous', 'use-credentials', '')],
      ['fetchpriority', pick('high', 'low')],
      ['referrerpolicy', pick('no-referrer', 'origin')],
      ['data-x', 'å"&'],
      ['onload', `attribute('${script.id} load')`],
      ['onerror', `attribute('${script.id} error')`],
    ];
    script.attributes = Object.fromEntries(more.filter(() => chance(0.3)));
    const text = textOf(script, seed);
    if (script.fault === 'integrity') script.attributes.integrity = hash(`${text} `);
    else if (script.isExternal && script.fault !== 'missing' && chance(0.2)) script.attributes.integrity = hash(text);
    scripts.push(script);
  }
  const hasPolicy = chance(0.25);
  const firstModule = scripts.findIndex(({ kind }) => kind === 'module');
  if (scripts.some(({ hasImport }) => hasImport)) {
    const place = Math.floor(random() * (firstModule + 1));
    const { isInHead } = scripts[place]!;
    scripts.splice(place, 0, {
      id: 'map',
      kind: 'importmap',
      isExternal: false,
      when: '',
      fault: '',
      delay: 0,
      acts: [],
      hasImport: false,
      isHeldByDataSrc: false,
      isInHead,
      attributes: {},
    });
  }
  return { seed, hasPolicy, scripts };
}

const typeOf = ({ kind }: Drawn) =>
  ({ classic: '', nomodule: '', module: 'module', json: 'application/json', importmap: 'importmap' })[kind];

function markup(script: Drawn, { seed }: RandomPage, mode: Mode) {
  const { id, kind, isExternal, when, isHeldByDataSrc } = script;
  const type = typeOf(script);
  const address = `/script.js?seed=${seed}&id=${id}`;
  const attributes: Record<string, string> = { id, nonce: 'x', ...script.attributes };
  if (when) attributes[when] = '';
  if (kind === 'nomodule') attributes.nomodule = '';
  if (isExternal) attributes[mode === 'held' && isHeldByDataSrc ? 'data-src' : 'src'] = address;
  if (mode === 'held') {
    Object.assign(attributes, { type: 'text/plain', 'data-service': 'vendor' });
    if (type) attributes['data-type'] = type;
  } else if (type) attributes.type = type;
  const quoted = Object.entries(attributes).map(
    ([name, value]) => `${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
  );
  return `<script ${quoted.join(' ')}>${isExternal ? '' : textOf(script, seed)}</script>`;
}

/** Notes what happens on the page; the page's own listeners are counted apart. */
const recorder = `<script nonce="x">
  const log = [], events = [], attributes = [], own = [], faults = [];
  const note = (id) => log.push({ id, current: document.currentScript?.id ?? '', state: document.readyState });
  const said = (what, e, isRight = true) => log.push({ id: what + (isRight && (!e || e.type && e.target) ? '' : ' wrongly'), current: '', state: '' });
  const attribute = (what) => attributes.push(what);
  for (const type of ['load', 'error']) document.addEventListener(type, (e) => e.target.id && events.push(e.target.id + ' ' + type), true);
  for (const type of ['DOMContentLoaded', 'readystatechange']) document.addEventListener(type, () => own.push(type));
  addEventListener('load', () => own.push('load'));
  onload = () => own.push('onload');
  // Firefox reports the banner's own ResizeObserver.
  addEventListener('error', (e) => /^ResizeObserver/.test(e.message) || faults.push(String(e.error?.message ?? e.message)));
  function lines() { return log.length + events.length }
  function outcome() { return JSON.stringify({ log, events, attributes, own, faults,
    order: [...document.body.querySelectorAll('[id]')].map(({ id }) => id).filter((id) => /^(s|map|end)/.test(id)),
    scripts: [...document.querySelectorAll('script[id]')].map((script) => [script.id, script.nonce, ...script.getAttributeNames()
      .filter((name) => !/^data-(src|type|service)$|^nonce$|^type$/.test(name)).toSorted().map((name) => name + '=' + script.getAttribute(name)),
      'type=' + (script.getAttribute('type') ?? '')].join(' ')) }) }
</script>`;

/** Returns the page's markup. */
export function render(page: RandomPage, mode: Mode) {
  const head = page.scripts.filter(({ isInHead }) => isInHead).map((script) => markup(script, page, mode));
  const body = page.scripts
    .filter(({ isInHead }) => !isInHead)
    .map((script, index) => (index % 3 ? `<div>${markup(script, page, mode)}</div>` : markup(script, page, mode)));
  const html = pageOf({
    first: recorder,
    tag: '<script nonce="x" src="/dist/samtycke.js"></script>',
    head: head.join('\n'),
    body: `${body.join('\n')}<p id="end"></p>`,
  });
  return mode === 'held'
    ? html
    : html.replace(/<script type="application\/json".*?<\/script>|<script nonce="x" src="\/dist.*?<\/script>/g, '');
}
